"""Writing and sealing the trail."""
