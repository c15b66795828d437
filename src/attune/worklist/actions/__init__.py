"""What changes tasks."""
