"""Statements a connection keeps prepared: planning one behind the walls takes longer than running it."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from psycopg._connection_base import BaseConnection
from psycopg._preparing import Key, Prepare, PrepareManager
from psycopg._queries import PostgresQuery
from psycopg.abc import PQGen
from psycopg.pq import DiagnosticField
from psycopg.pq.abc import PGresult

USES_BEFORE = 3
KEPT = 300
_FORGOTTEN = re.compile(rb"^(?:DROP|ALTER|DISCARD ALL|DEALLOCATE ALL)\b")
_PLAN_MUST_NOT_CHANGE = b"0A000"


class KeptStatements(PrepareManager):
    """What psycopg and the backend have prepared on one connection.

    psycopg forgets all of it at each rollback, lest a table that was made in the transaction is asked for
    again. The product makes none, and rolls back whenever somebody is refused: only a change of a table
    forgets here. Tables are changed in migrations, on connections of their own; where that changes the type
    of a column, the server refuses what was prepared before, and that one statement is forgotten.
    """

    prepare_threshold = USES_BEFORE
    prepared_max = KEPT

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, bytes] = {}
        self.numbers = itertools.count()

    def clear(self) -> bool:
        """Keep everything: psycopg calls this at a rollback."""
        return False

    def maybe_add_to_cache(self, query: PostgresQuery, prep: Prepare, name: bytes) -> Key | None:
        """Note a statement; what answers one that was prepared before is looked at too."""
        added = super().maybe_add_to_cache(query, prep, name)
        return self.key(query) if prep is Prepare.YES else added

    def validate(self, key: Key, prep: Prepare, name: bytes, results: Sequence[PGresult]) -> None:
        """Look at what a statement was answered with."""
        if prep is not Prepare.YES:
            super().validate(key, prep, name, results)
        elif any(map(is_outdated, results)):
            del self._names[key]
            self._to_flush.append(name)

    def maintain_gen(self, conn: BaseConnection[Any]) -> PQGen[None]:
        """Tell the server what to forget; where that is everything, what the backend prepared meanwhile is in it."""
        if None in self._to_flush:
            self.own.clear()
        yield from super().maintain_gen(conn)

    def _should_discard(self, prep: Prepare, results: Sequence[PGresult], *rest: object) -> bool:
        said = (result.command_status or b"" for result in results)
        if not any(_FORGOTTEN.match(one) for one in said):
            return False
        self.own.clear()
        super().clear()
        self._to_flush.append(None)
        return True


def is_outdated(answer: PGresult) -> bool:
    """Return whether the server refuses a prepared statement, as a table it reads was changed since."""
    return answer.error_field(DiagnosticField.SQLSTATE) == _PLAN_MUST_NOT_CHANGE
