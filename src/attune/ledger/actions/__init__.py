"""What changes a book: entries, which are added and nothing else."""
