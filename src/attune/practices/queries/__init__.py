"""What others ask about practices."""
