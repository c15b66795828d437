"""What is read of questionnaires."""
