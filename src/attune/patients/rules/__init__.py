"""Patients' rules."""
