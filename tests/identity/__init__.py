"""Signing in and acting for people."""
