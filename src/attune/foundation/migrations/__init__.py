"""The schema ``app`` and its functions."""
