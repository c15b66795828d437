"""Credentials: a provider's own, and those of everybody in the practice."""
