"""Standing in line for the same thing, and trying again where the database made a transaction give way."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db import OperationalError, connection, transaction
from psycopg import errors

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 4
_GAVE_WAY = (errors.DeadlockDetected, errors.SerializationFailure)


def lock_in_order(kind: str, ids: Iterable[UUID]) -> None:
    """Hold these things until the transaction ends, in one order for everybody, so that nobody waits in a ring."""
    numbers = sorted({_number(f"{kind}:{one}") for one in ids})
    if not numbers:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(one) FROM unnest(%s::bigint[]) AS one", [numbers])


def retried(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action atomic, and do it again where it was the one to give way in a deadlock.

    Rolling back to its savepoint lets go of what it had locked. The last try's error is the caller's.
    """

    @wraps(action)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                with transaction.atomic():
                    return action(*args, **kwargs)
            except OperationalError as error:
                if not isinstance(error.__cause__, _GAVE_WAY):
                    raise
        with transaction.atomic():
            return action(*args, **kwargs)

    return tried


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
