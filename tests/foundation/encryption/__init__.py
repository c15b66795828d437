"""Data keys and encrypted texts."""
