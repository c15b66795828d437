"""What matching keeps and decides."""
