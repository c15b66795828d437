"""What telehealth does."""
