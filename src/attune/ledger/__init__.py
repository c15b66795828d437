"""Ledger: double entry. It knows amounts and whose they are, and nothing of therapy."""
