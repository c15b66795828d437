"""Tasks: what somebody has to do, by when, and who is asked when they do not."""
