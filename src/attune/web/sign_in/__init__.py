"""Signing in, the second step, and what a person keeps about their own sign-in."""
