"""What is read of messages and preferences."""
