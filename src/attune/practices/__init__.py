"""The accountable holder: every record has exactly one practice that answers for it."""
