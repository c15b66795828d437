"""What others ask about providers."""
