"""What changes messages and preferences."""
