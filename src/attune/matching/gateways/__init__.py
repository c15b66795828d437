"""Where matching reads and writes files: worlds to try it on, and the rankings it made."""
