"""The people of a practice, or of the platform: the same pages in two areas."""
