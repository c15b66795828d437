"""What was sent from a practice or the platform, and whether it arrived."""
