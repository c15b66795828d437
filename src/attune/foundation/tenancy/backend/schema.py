"""The schema editor that turns a model's key field into keys, policies, grants and foreign keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import NotSupportedError
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, Model

from attune.foundation.tenancy.fields import PracticeForeignKey, WallKey, wall_key_or_none
from attune.foundation.tenancy.walls import APP_ROLE

READ_ONLY_TABLES = frozenset({"django_migrations", "django_content_type"})
"""Global tables the app role only reads."""


class WallingSchemaEditor(DatabaseSchemaEditor):
    """Emits, for each table with a key field, everything docs/explanation/isolation.md asks for."""

    def create_model(self, model: type[Model]) -> None:
        """Create the table; with a key field: composite primary key, policies, grants, FORCE."""
        super().create_model(model)
        table = self.quote_name(model._meta.db_table)
        key = wall_key_or_none(model)
        if key is None:
            rights = "SELECT" if model._meta.db_table in READ_ONLY_TABLES else "SELECT, INSERT, UPDATE, DELETE"
            self.execute(f"GRANT {rights} ON {table} TO {APP_ROLE}", None)
            for name in self._identity_sequences(model):
                self.execute(f"GRANT USAGE ON SEQUENCE {name} TO {APP_ROLE}", None)
            return
        self.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key.column}, {self._column_of(model._meta.pk)})", None)
        for statement in key.wall.raise_on(table):
            self.execute(statement, None)
        for field in model._meta.local_fields:
            if isinstance(field, PracticeForeignKey):
                self.deferred_sql.extend(self._composite_reference(model, field, key))

    def add_field(self, model: type[Model], field: Field[Any, Any]) -> None:
        """Add a column; a reference inside the holder gets its composite constraint."""
        if isinstance(field, WallKey):
            raise NotSupportedError(f"{model._meta.label}: name the holder when the table is created.")
        super().add_field(model, field)
        key = wall_key_or_none(model)
        if isinstance(field, PracticeForeignKey) and key is not None:
            self.deferred_sql.extend(self._composite_reference(model, field, key))

    def alter_field(
        self, model: type[Model], old_field: Field[Any, Any], new_field: Field[Any, Any], strict: bool = False
    ) -> None:
        """Alter a column; a changed wall is taken down and raised anew in the same transaction."""
        super().alter_field(model, old_field, new_field, strict)
        if not (isinstance(old_field, WallKey) and isinstance(new_field, WallKey)):
            return
        if old_field.wall == new_field.wall:
            return
        table = self.quote_name(model._meta.db_table)
        for policy in self._policy_names(model._meta.db_table):
            self.execute(f"DROP POLICY {self.quote_name(policy)} ON {table}", None)
        self.execute(f"REVOKE ALL ON {table} FROM {APP_ROLE}", None)
        for statement in new_field.wall.raise_on(table):
            self.execute(statement, None)

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Run a statement; FORCE is lifted while a foreign key is validated, as it hides rows from the owner."""
        text = str(sql)
        if self.collect_sql or "REFERENCES " not in text:
            super().execute(sql, params)
            return
        with self._force_lifted(text):
            super().execute(sql, params)

    def _iter_column_sql(self, column_db_type: Any, params: Any, model: Any, field: Any, *rest: Any) -> Iterator[str]:
        walled = wall_key_or_none(model) is not None
        for part in super()._iter_column_sql(column_db_type, params, model, field, *rest):  # type: ignore[misc]
            if not (walled and part == "PRIMARY KEY"):
                yield part

    def _composite_reference(self, model: type[Model], field: PracticeForeignKey, key: WallKey) -> list[str]:
        table, target = model._meta.db_table, field.remote_field.model._meta
        columns = f"({key.column}, {self._column_of(field)})"
        index, name = (
            self.quote_name(self._create_index_name(table, [key.column, field.column], suffix=suffix))  # type: ignore[attr-defined]
            for suffix in ("_idx", "_fk")
        )
        return [
            f"CREATE INDEX {index} ON {self.quote_name(table)} {columns}",
            f"ALTER TABLE {self.quote_name(table)} ADD CONSTRAINT {name} FOREIGN KEY {columns} "
            f"REFERENCES {self.quote_name(target.db_table)} ({key.column}, {self._column_of(target.pk)})",
        ]

    @contextmanager
    def _force_lifted(self, text: str) -> Iterator[None]:
        lifted = [self.quote_name(name) for name in self._forced_tables() if self.quote_name(name) in text]
        for table in lifted:
            super().execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", None)
        yield
        for table in lifted:
            super().execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY", None)

    def _forced_tables(self) -> list[str]:
        return self._column("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relkind IN ('r', 'p')")

    def _policy_names(self, table: str) -> list[str]:
        return self._column("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [table])

    def _identity_sequences(self, model: type[Model]) -> list[str]:
        if self.collect_sql:
            return []
        return self._column(
            "SELECT pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s AND is_identity = 'YES'",
            [model._meta.db_table],
        )

    def _column_of(self, field: Any) -> str:
        return self.quote_name(str(field.column))

    def _column(self, sql: str, params: list[str] | None = None) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()]
