"""What a message is, in plain Python."""
