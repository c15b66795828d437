"""The statements of one use of the product, sent again over a bare connection: what the database alone would take."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from psycopg import ClientCursor
from psycopg.pq import ExecStatus

from attune.foundation.tenancy import Plane
from attune.foundation.tenancy.context import signed_context
from attune.kernel.identifiers import new_id

DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})
_ID = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
_MOMENT = re.compile(r"\b20\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
_PLACE = re.compile(r"\$(\d+)")
_FAR = timedelta(hours=12)


class Refused(Exception):
    """The database would not do again what it did."""

    def __init__(self, statement: str, told: str) -> None:
        super().__init__(f"{told}: {statement[:300]}")


@dataclass(frozen=True, slots=True)
class Script:
    """The texts that were sent between opening a scope and its commit, and when."""

    texts: tuple[str, ...]
    at: datetime

    def varied(self, known: Mapping[UUID, UUID], *, later_by: timedelta) -> tuple[bytes, ...]:
        """Return the texts with other ids, and whatever lies ahead so much later.

        ``known`` says whom to name instead of whom (or the same); every other id becomes a new one.
        """
        ids = {one.hex: other for one, other in known.items()}

        def other_id(found: re.Match[str]) -> str:
            other = ids.setdefault(found[0].replace("-", ""), new_id())
            return str(other) if "-" in found[0] else other.hex

        def other_moment(found: re.Match[str]) -> str:
            moment = datetime.fromisoformat(found[0])
            return str(moment + later_by) if moment - self.at > _FAR else found[0]

        return tuple(_MOMENT.sub(other_moment, _ID.sub(other_id, text)).encode() for text in self.texts)


@contextmanager
def captured(at: datetime) -> Iterator[Callable[[], Script]]:
    """Write down what is sent inside the block, through Django's cursors or prepared, its values filled in."""
    texts: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        assert not many, "nothing here is sent many times over"
        is_cursor = context["cursor"] is not None
        texts.append(ClientCursor(connection.connection).mogrify(sql, params) if is_cursor else _filled(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield lambda: Script(tuple(texts), at)


def _filled(sql: str, values: Sequence[UUID | str | None]) -> str:
    """Return the text of a prepared statement with its values as literals."""

    def literal(found: re.Match[str]) -> str:
        value = values[int(found[1]) - 1]
        return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"

    return _PLACE.sub(literal, sql)


class BareConnection:
    """A connection that sends texts, one after the other, and waits for each answer, as pgbench does."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def run(self, practice_id: UUID, person_id: UUID, texts: Sequence[bytes]) -> None:
        """Run a script in one transaction, in its scope. Raises Refused."""
        context = signed_context(practice_id, person_id, Plane.SELF)
        self._send(f"BEGIN; SELECT set_config('app.ctx', '{context}', true), app.now()".encode())
        for text in texts:
            self._send(text)
        self._send(b"COMMIT")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _send(self, text: bytes) -> None:
        answer = self._connection.pgconn.exec_(text)
        if answer.status not in DONE:
            raise Refused(text.decode(), answer.error_message.decode())
