"""Addresses that other services call by themselves."""
