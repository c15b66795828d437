"""Which constraint the database refused a row by, so that a context can name the fact."""

from django.db import IntegrityError
from psycopg import Error


def violates(error: IntegrityError, constraint: str) -> bool:
    """Return whether the row was refused by the constraint of this name."""
    cause = error.__cause__
    return isinstance(cause, Error) and cause.diag.constraint_name == constraint
