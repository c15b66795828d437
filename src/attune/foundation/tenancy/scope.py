"""``scope()``: one transaction that touches one holder, and says so to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg.pq.abc import PGresult

from attune.foundation.tenancy.context import signed_context
from attune.foundation.tenancy.errors import AlreadyInScope, NoScope
from attune.foundation.tenancy.walls import Plane

# Microseconds since 1970 need no parsing of a zone.
_OPEN = "SELECT set_config('app.ctx', $1, true), (extract(epoch FROM {}) * 1000000)::bigint"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLOSE = "SELECT set_config('app.ctx', '', true)"


class _Time:
    """A transaction's time, which the server tells as it begins and which is read when somebody asks."""

    __slots__ = ("_answer", "_at")

    def __init__(self, answer: Callable[[], PGresult]) -> None:
        self._answer = answer
        self._at: datetime | None = None

    def read(self) -> datetime:
        if self._at is None:
            value = self._answer().get_value(0, 1)
            assert value is not None
            self._at = EPOCH + timedelta(microseconds=int(value))
        return self._at


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows this transaction touches, in which plane, and the transaction's time (UTC)."""

    practice_id: UUID | None
    person_id: UUID | None
    plane: Plane
    _time: _Time = field(repr=False, compare=False)

    @property
    def now(self) -> datetime:
        """The transaction's time (UTC): it stands still until the transaction ends.

        Who asks first waits for what was sent before, and may be told an error of it.
        """
        return self._time.read()

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
    outside, and touching a walled table there is a loud error. Nothing waits for the
    opening: a server that is gone is an error of the first statement.
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


def _enter(context: str) -> _Time:
    """Tell the database, behind BEGIN in one message; it listens while the first statement is made."""
    return _Time(connection.begin_with(_OPEN.format(now_in_sql()), [context]))  # type: ignore[attr-defined]


def now_in_sql() -> str:
    """Return the product's time as SQL: where the clock may not move, a constraint keeps its offset at nothing."""
    return "app.now()" if settings.CLOCK_MAY_MOVE else "now()"


def _leave() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE)
