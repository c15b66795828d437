"""The provider portal: one's own day."""
