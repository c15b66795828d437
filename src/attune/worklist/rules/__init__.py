"""Kinds of tasks and how urgent one is, in plain Python."""
