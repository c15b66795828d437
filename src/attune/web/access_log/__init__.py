"""The trail of a practice, or of the platform, to be searched by those who may."""
