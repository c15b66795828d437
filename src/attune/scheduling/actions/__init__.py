"""What can be done in scheduling."""
