"""Paying for a session, and what was paid."""
