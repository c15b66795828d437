"""Scheduling: what can be booked, when, and what was booked."""
