"""The walls."""
