"""Django's entry into the backend."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import DataError
from psycopg.pq import Format, TransactionStatus
from psycopg.pq.abc import PGresult

from attune.foundation.tenancy.backend.features import WallingFeatures
from attune.foundation.tenancy.backend.operations import WallingOperations
from attune.foundation.tenancy.backend.posted import Posted, Told, committed, required
from attune.foundation.tenancy.backend.schema import WallingSchemaEditor
from attune.foundation.tenancy.backend.statements import KeptStatements, is_outdated

Answer = TypeVar("Answer")
Value = UUID | str | None
# Looking a member of an enum up takes longer than all else that is done for a value.
_BINARY, _TEXT = Format.BINARY, Format.TEXT


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose schema editor walls tables off, with a short way for what every request says."""

    features_class = WallingFeatures
    ops_class = WallingOperations
    SchemaEditorClass = WallingSchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; a new connection has nothing prepared, and waits for nothing."""
        connection = super().get_new_connection(conn_params)
        connection._prepared = KeptStatements()
        connection._posted = Posted(connection.pgconn)
        # Whatever psycopg says to the server goes this way.
        connection.wait = partial(_wait, connection._posted, connection.wait)
        return connection

    def begin_with(self, sql: str, values: Sequence[Value]) -> Callable[[], PGresult]:
        """Begin the transaction Django has opened, and send its first statement in the same message; wait for nothing.

        Returns what gives its answer, for as long as anyone asks, or raises its error; so does what is said next.
        For the one of our own that every scope begins with: no wrapper and no log sees it.
        """
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.lock:
            assert not self.connection.autocommit
            name, posted = self._name_of(sql), self.connection._posted
            told = posted.send(name, *_sent(values), begins=self._is_to_begin())
        return partial(self._heard, self.connection, told)

    def _heard(self, connection: Any, told: Told) -> PGresult:
        with self.wrap_database_errors:
            if told.answer is None:
                with connection.lock:
                    connection._posted.settle()
            return told.heard()

    def post(self, sql: str, values: Sequence[Value]) -> None:
        """Send such a statement as ``prepared_text`` does, within a transaction, without waiting for its answer.

        It takes part in the transaction like any other: what is said to the server next, the commit at the latest,
        raises its error in its place.
        """
        self._through_wrappers(self._post_prepared, sql, values, _TEXT)

    def prepared_text(self, sql: str, values: Sequence[Value]) -> str | None:
        """Return the first column of the first row of a statement that is parsed once per connection.

        ``sql`` has its values as ``$1``, ``$2`` …, texts and ids; its own text is fixed, as the server keeps it for
        as long as the connection lasts. Planning such a statement takes longer than running it.
        """
        answer = self._prepared_answer(sql, values, _TEXT)
        told = answer.get_value(0, 0) if answer.ntuples else None
        return None if told is None else told.decode()

    def prepared_rows(self, sql: str, values: Sequence[Value]) -> list[tuple[bytes | None, ...]]:
        """Return all rows of such a statement, each value as PostgreSQL's binary form has it, for who knows it.

        Reading many rows costs a third of what a cursor takes, which finds out the type of every column.
        """
        answer = self._prepared_answer(sql, values, _BINARY)
        columns = range(answer.nfields)
        return [tuple(answer.get_value(row, column) for column in columns) for row in range(answer.ntuples)]

    def _prepared_answer(self, sql: str, values: Sequence[Value], form: Format) -> PGresult:
        return self._through_wrappers(self._send_prepared, sql, values, form)

    def _through_wrappers(self, send: Callable[..., Answer], sql: str, values: Sequence[Value], form: Format) -> Answer:
        """Send a statement as Django's cursors do: through the execute wrappers, and logged where that is asked for."""
        self.ensure_connection()
        started = time.monotonic()
        for wrapper in reversed(self.execute_wrappers):
            send = partial(wrapper, send)
        answer = send(sql, values, False, {"connection": self, "cursor": None, "form": form})
        if self.queries_logged:
            self.queries_log.append({"sql": sql, "time": f"{time.monotonic() - started:.3f}"})
        return answer

    def _send_prepared(self, sql: str, values: Sequence[Value], many: bool, context: Mapping[str, Any]) -> PGresult:
        """Send a prepared statement; the arguments are those of Django's execute wrappers."""
        with self.wrap_database_errors, self.connection.lock:
            self.connection._posted.settle()
            name = self._prepared_name(sql)
            answer = self.connection.pgconn.exec_prepared(name, *_sent(values), result_format=context["form"])
            if is_outdated(answer):
                del self.connection._prepared.own[sql]
            return required(answer)

    def _post_prepared(self, sql: str, values: Sequence[Value], many: bool, context: Mapping[str, Any]) -> None:
        with self.wrap_database_errors, self.connection.lock:
            assert not self.connection.autocommit
            self.connection._posted.send(self._prepared_name(sql), *_sent(values))

    def _prepared_name(self, sql: str) -> bytes:
        """Return what a statement of a transaction that has begun is called on this connection."""
        self._begin()
        return self._name_of(sql)

    def _name_of(self, sql: str) -> bytes:
        """Return what a statement is called on this connection, and prepare it if it is new there."""
        kept, pgconn = self.connection._prepared, self.connection.pgconn
        name: bytes | None = kept.own.get(sql)
        if name is None:
            self.connection._posted.settle()
            name = f"attune_{next(kept.numbers)}".encode()
            required(pgconn.prepare(name, sql.encode()))
            kept.own[sql] = name
        return name

    def _begin(self) -> None:
        """Begin what Django has opened: psycopg does so with the first statement, and this may be it."""
        if self._is_to_begin():
            required(self.connection.pgconn.exec_(b"BEGIN"))

    def _is_to_begin(self) -> bool:
        pgconn = self.connection.pgconn
        return not self.connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE

    def _commit(self) -> None:
        """Commit what was begun, behind what was posted last."""
        if self.connection is None:
            return
        with debug_transaction(self, "COMMIT"), self.wrap_database_errors, self.connection.lock:
            posted, pgconn = self.connection._posted, self.connection.pgconn
            if posted:
                told = posted.send_text(b"COMMIT")
                posted.settle()
                committed(told.heard())
            elif pgconn.transaction_status != TransactionStatus.IDLE:
                committed(pgconn.exec_(b"COMMIT"))

    def _rollback(self) -> None:
        """Roll back; what was posted is gone with it, whether it held or not."""
        self._drain()
        super()._rollback()  # type: ignore[misc]

    def _savepoint(self, sid: str) -> None:
        """Set a savepoint: an action within another sets one, so that this is said most of all."""
        self._through_wrappers(self._say, self.ops.savepoint_create_sql(sid), (), _TEXT)

    def _savepoint_rollback(self, sid: str) -> None:
        """Roll back to a savepoint."""
        self._drain()
        self._through_wrappers(self._say, self.ops.savepoint_rollback_sql(sid), (), _TEXT)

    def _savepoint_commit(self, sid: str) -> None:
        """Release a savepoint."""
        self._through_wrappers(self._say, self.ops.savepoint_commit_sql(sid), (), _TEXT)

    def _drain(self) -> None:
        if self.connection is not None:
            with self.wrap_database_errors, self.connection.lock:
                self.connection._posted.drained()

    def _say(self, sql: str, values: Sequence[Value], many: bool, context: Mapping[str, Any]) -> None:
        """Say what has no answer but that it was done: behind what was posted, else by itself."""
        with self.wrap_database_errors, self.connection.lock:
            posted, pgconn = self.connection._posted, self.connection.pgconn
            if posted:
                posted.send_text(sql.encode())
                return
            self._begin()
            required(pgconn.exec_(sql.encode()))


def _wait(posted: Posted, wait: Callable[..., Answer], *asked: Any, **options: Any) -> Answer:
    """Learn what was posted before psycopg says something."""
    posted.settle()
    return wait(*asked, **options)


def _sent(values: Sequence[Value]) -> tuple[list[bytes | None], list[Format]]:
    """Return what is sent for values, and in which form: an id as its 16 bytes, which nobody has to spell or read."""
    sent: list[bytes | None] = []
    forms = []
    for value in values:
        if isinstance(value, UUID):
            sent.append(value.bytes)
            forms.append(_BINARY)
            continue
        # libpq would end a value there, and what is behind it would be lost without a word.
        if value is not None and "\0" in value:
            raise DataError("PostgreSQL's texts hold no NUL")
        sent.append(None if value is None else value.encode())
        forms.append(_TEXT)
    return sent, forms
