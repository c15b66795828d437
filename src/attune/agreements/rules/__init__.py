"""What is agreed, with whom, and what an agreement must say; decided from plain values."""
