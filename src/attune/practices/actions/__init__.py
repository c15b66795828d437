"""What changes the registry of practices."""
