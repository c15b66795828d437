"""Writing what happened in a session."""
