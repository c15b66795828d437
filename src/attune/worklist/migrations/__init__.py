"""Migrations, each named after the fact it establishes."""
