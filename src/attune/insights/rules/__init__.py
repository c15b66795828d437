"""The arithmetic of numbers about the whole."""
