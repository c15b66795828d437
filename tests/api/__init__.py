"""The APIs, from outside."""
