"""What credentialing asks of the world outside it: a registry, a practice's standing, files of exclusions."""
