"""Providers and what lets them practise: identity, licences, checks, clearance."""
