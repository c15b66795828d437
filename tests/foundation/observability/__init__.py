"""Logs, counters, health."""
