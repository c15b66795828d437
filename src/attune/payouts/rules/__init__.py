"""When money arrives and what stands in its way; decided from plain values."""
