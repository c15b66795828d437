"""Preparing a server, keys and grants: what a migration cannot do for itself."""
