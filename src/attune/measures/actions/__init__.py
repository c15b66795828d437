"""What changes questionnaires."""
