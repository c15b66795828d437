"""A patient's chart for those who care for them, and the list of one's own patients."""
