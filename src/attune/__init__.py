"""Attune: a teletherapy platform that runs as a marketplace of practices or as one clinic."""
