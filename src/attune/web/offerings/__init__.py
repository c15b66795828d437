"""What can be booked: a provider's own offerings, and those of the whole practice."""
