"""What others ask about times and appointments."""
