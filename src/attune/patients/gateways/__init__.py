"""What patients ask of data from outside."""
