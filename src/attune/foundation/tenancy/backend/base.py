"""Django's entry into the backend."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.backends.postgresql import base
from psycopg import DataError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult

from attune.foundation.tenancy.backend.features import WallingFeatures
from attune.foundation.tenancy.backend.operations import WallingOperations
from attune.foundation.tenancy.backend.schema import WallingSchemaEditor
from attune.foundation.tenancy.backend.statements import KeptStatements, is_outdated

DONE = frozenset({ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK})


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose schema editor walls tables off, with a short way for what every request says."""

    features_class = WallingFeatures
    ops_class = WallingOperations
    SchemaEditorClass = WallingSchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; a new connection has nothing prepared."""
        connection = super().get_new_connection(conn_params)
        connection._prepared = KeptStatements()
        return connection

    def exchange(self, message: str) -> PGresult:
        """Send one message of plain statements and return the last one's result, in one round trip.

        For the few texts of our own that nearly every request sends; no value from outside goes in.
        """
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.lock:
            return _required(self.connection.pgconn.exec_(message.encode()))

    def prepared_text(self, sql: str, values: Sequence[str | None]) -> str | None:
        """Return the first column of the first row of a statement that is parsed once per connection.

        ``sql`` has its values as ``$1``, ``$2`` …; its text is fixed, as the server keeps it for as long as
        the connection lasts. Planning such a statement takes longer than running it.
        """
        answer = self._prepared_answer(sql, values, Format.TEXT)
        told = answer.get_value(0, 0) if answer.ntuples else None
        return None if told is None else told.decode()

    def prepared_rows(self, sql: str, values: Sequence[str | None]) -> list[tuple[bytes | None, ...]]:
        """Return all rows of such a statement, each value as PostgreSQL's binary form has it, for who knows it.

        Reading many rows costs a third of what a cursor takes, which finds out the type of every column.
        """
        answer = self._prepared_answer(sql, values, Format.BINARY)
        columns = range(answer.nfields)
        return [tuple(answer.get_value(row, column) for column in columns) for row in range(answer.ntuples)]

    def _prepared_answer(self, sql: str, values: Sequence[str | None], form: Format) -> PGresult:
        self.ensure_connection()
        started = time.monotonic()
        send: Callable[..., PGresult] = self._send_prepared
        for wrapper in reversed(self.execute_wrappers):
            send = partial(wrapper, send)
        answer = send(sql, values, False, {"connection": self, "cursor": None, "form": form})
        if self.queries_logged:
            self.queries_log.append({"sql": sql, "time": f"{time.monotonic() - started:.3f}"})
        return answer

    def _send_prepared(
        self, sql: str, values: Sequence[str | None], many: bool, context: Mapping[str, Any]
    ) -> PGresult:
        """Send a prepared statement; the arguments are those of Django's execute wrappers."""
        with self.wrap_database_errors, self.connection.lock:
            pgconn = self.connection.pgconn
            # Where Django has a transaction open, psycopg begins it with the first statement, and this may be it.
            if not self.connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
                _required(pgconn.exec_(b"BEGIN"))
            kept = self.connection._prepared
            name = kept.own.get(sql)
            if name is None:
                name = f"attune_{next(kept.numbers)}".encode()
                _required(pgconn.prepare(name, sql.encode()))
                kept.own[sql] = name
            given = [None if value is None else _sent(value) for value in values]
            answer = pgconn.exec_prepared(name, given, result_format=context["form"])
            if is_outdated(answer):
                del kept.own[sql]
            return _required(answer)


def _sent(value: str) -> bytes:
    # libpq would end the value there, and what is behind it would be lost without a word.
    if "\0" in value:
        raise DataError("PostgreSQL's texts hold no NUL")
    return value.encode()


def _required(answer: PGresult) -> PGresult:
    if answer.status not in DONE:
        raise error_from_result(answer)
    return answer
