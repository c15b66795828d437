"""The clinic: one accountable provider."""
