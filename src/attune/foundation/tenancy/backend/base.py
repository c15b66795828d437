"""Django's entry into the backend."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations

from attune.foundation.tenancy.backend.features import WallingFeatures
from attune.foundation.tenancy.backend.schema import WallingSchemaEditor


NEVER_BY_ITSELF = 2**31


class NamingOperations(operations.DatabaseOperations):
    """Tells the statement of a prepared cursor as it was written: its values never were in the text."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str | None:
        """Return the statement for logs and tests."""
        if isinstance(cursor, PreparedCursor):
            return str(sql)
        told: str | None = super().last_executed_query(cursor, sql, params)
        return told


class PreparedCursor(base.ServerBindingCursor):  # type: ignore[misc]
    """Has each statement parsed once per connection, and planned once where that is as good."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Run a statement, prepared."""
        return super().execute(query, params, prepare=True, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose schema editor walls tables off, and that can prepare a statement."""

    features_class = WallingFeatures
    ops_class = NamingOperations
    SchemaEditorClass = WallingSchemaEditor

    _prepared: PreparedCursor | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg's arguments; only a prepared cursor prepares, whatever the threshold."""
        params: dict[str, Any] = super().get_connection_params()
        if params["prepare_threshold"] is None:
            params["prepare_threshold"] = NEVER_BY_ITSELF
        return params

    def prepared_row(self, sql: str, params: Sequence[object]) -> tuple[Any, ...] | None:
        """Return the first row of one of the few statements that nearly every request runs.

        Planning such a one takes longer than running it, and making a cursor a tenth of a round trip.
        The text must be fixed: the server keeps it for as long as the connection lasts.
        """
        self.ensure_connection()
        if self._prepared is None or self._prepared.connection is not self.connection:
            self._prepared = PreparedCursor(self.connection)
        cursor = self._prepare_cursor(self._prepared)
        cursor.execute(sql, params)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
