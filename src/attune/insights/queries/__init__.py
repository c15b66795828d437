"""What insights answers."""
