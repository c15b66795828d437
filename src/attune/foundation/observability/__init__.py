"""Logs without health facts, one id from request to job, counters."""
