"""Who works where, as what, and how they came to it."""
