"""The application interfaces: three in the marketplace, one in the clinic, from the same operations."""
