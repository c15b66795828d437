"""What an entry is, and what its seal vouches for. Plain Python."""
