"""What can be done about patients."""
