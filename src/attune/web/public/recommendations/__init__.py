"""Who fits, right after the questions: why, when, and at what price."""
