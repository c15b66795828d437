"""Questionnaires: filled in by patients, read by those who care for them."""
