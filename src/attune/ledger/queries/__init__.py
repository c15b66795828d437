"""What a book says."""
