"""What may be published, in which words."""
