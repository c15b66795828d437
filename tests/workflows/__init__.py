"""Journeys across contexts."""
