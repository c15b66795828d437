"""Intake: who waits for a clinician, and choosing one for them."""
