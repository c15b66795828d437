"""``scope()``: one transaction that touches one holder, and says so to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from attune.foundation.tenancy.context import signed_context
from attune.foundation.tenancy.errors import AlreadyInScope, NoScope
from attune.foundation.tenancy.walls import Plane

# Microseconds since 1970 need no parsing of a zone; a context holds no quotes (see signed_context).
_OPEN = "SELECT set_config('app.ctx', '{}', true), (extract(epoch FROM {}) * 1000000)::bigint"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLOSE = "SELECT set_config('app.ctx', '', true)"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows this transaction touches, in which plane, and the transaction's time (UTC)."""

    practice_id: UUID | None
    person_id: UUID | None
    plane: Plane
    now: datetime

    @property
    def holder_id(self) -> UUID:
        """The practice where there is one, else the person."""
        holder = self.practice_id or self.person_id
        assert holder is not None
        return holder


_current: ContextVar[Scope | None] = ContextVar("attune_scope", default=None)


def current_scope(what: str = "This table") -> Scope:
    """Return the open scope. Raises NoScope, naming ``what`` was asked for."""
    opened = _current.get()
    if opened is None:
        raise NoScope(what)
    return opened


def scope_or_none() -> Scope | None:
    """Return the open scope, if any."""
    return _current.get()


@contextmanager
def scope(
    practice_id: UUID | None = None, *, person_id: UUID | None = None, plane: Plane = Plane.CARE
) -> Iterator[Scope]:
    """Open one durable transaction on one holder's rows; commits at the end, rolls back on an exception.

    At least one of the two must be given. Scopes do not nest: AlreadyInScope.
    What runs after the end (on_commit hooks, streamed answers, threads) is
    outside, and touching a walled table there is a loud error.
    """
    if practice_id is None and person_id is None:
        raise ValueError("A scope names a practice, a person or both.")
    if _current.get() is not None:
        raise AlreadyInScope
    with transaction.atomic(durable=True):
        is_outermost = len(connection.savepoint_ids) == 0
        opened = Scope(practice_id, person_id, plane, _enter(signed_context(practice_id, person_id, plane)))
        token = _current.set(opened)
        try:
            yield opened
        finally:
            _current.reset(token)
            # The end of a transaction forgets SET LOCAL; the release of a savepoint does not.
            if not is_outermost and not connection.needs_rollback:
                _leave()


def _enter(context: str) -> datetime:
    """Tell the database, in one round trip: BEGIN travels in the same message."""
    opening = _OPEN.format(context, now_in_sql())
    if connection.connection.info.transaction_status == TransactionStatus.IDLE:
        opening = f"BEGIN; {opening}"
    value = connection.exchange(opening).get_value(0, 1)  # type: ignore[attr-defined]
    return EPOCH + timedelta(microseconds=int(value))


def now_in_sql() -> str:
    """Return the product's time as SQL: where the clock may not move, a constraint keeps its offset at nothing."""
    return "app.now()" if settings.CLOCK_MAY_MOVE else "now()"


def _leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE)
