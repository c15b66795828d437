"""Servers, roles, connections."""
