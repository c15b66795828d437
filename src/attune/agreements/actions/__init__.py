"""What is published, offered, signed and ended."""
