"""Patients: who they are, whom they care for, what they agreed to, and their chart at a practice."""
