"""What can be asked about patients."""
