"""Fault runs."""
