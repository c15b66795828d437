"""The practice and the platform in numbers."""
