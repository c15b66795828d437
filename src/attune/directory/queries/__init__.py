"""What everybody may read of who can be booked: across practices, outside any scope."""
