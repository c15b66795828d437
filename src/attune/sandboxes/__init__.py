"""Offline peers with their own store, for the demonstration and the tests."""
