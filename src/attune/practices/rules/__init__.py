"""What an edition decides about practices."""
