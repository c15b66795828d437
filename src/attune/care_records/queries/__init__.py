"""Reading what happened in a session."""
