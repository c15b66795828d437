"""Agreements: texts by version, signatures, terms."""
