"""What others ask about agreements."""
