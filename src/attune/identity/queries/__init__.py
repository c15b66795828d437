"""What others may ask identity."""
