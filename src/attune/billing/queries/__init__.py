"""What was quoted, paid and given back."""
