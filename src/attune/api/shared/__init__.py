"""What every API has in common: one door, problems, limits, pages, documents."""
