"""Journeys across contexts, one file each."""
