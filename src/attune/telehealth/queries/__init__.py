"""What telehealth knows."""
