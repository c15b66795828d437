"""The registry of practices."""
