"""Offline peers."""
