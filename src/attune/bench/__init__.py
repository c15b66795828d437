"""Measurements: each compares two sides in one run, interleaved."""
