"""The pages about agreements: what was signed, what is outstanding, reading and signing."""
