"""Where instruments come from."""
