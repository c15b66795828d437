"""Instruments, scores, change and when to ask, in plain Python."""
