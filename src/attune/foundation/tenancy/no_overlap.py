"""No two rows of one holder may name the same thing at overlapping times: the exclusion constraint, said once.

The embedded server has no btree_gist, so a uuid is compared as a range of one (type ``uuidrange``, made by
scheduling's migrations). A deployment with that extension, or on Citus, changes ``clause`` here and nowhere else.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model


def clause(keys: Sequence[str], starts: str, ends: str) -> str:
    """Return ``EXCLUDE …`` over columns of uuids, which must be equal, and ``[starts, ends)``, which must overlap."""
    equal = ", ".join(f"uuidrange({key}, {key}, '[]') WITH &&" for key in keys)
    return f"EXCLUDE USING gist ({equal}, tstzrange({starts}, {ends}) WITH &&)"


class NoOverlap(BaseConstraint):
    """A constraint of a walled model: rows equal in ``keys`` (the holder first) have no instant in common.

    ``span`` names the columns of start and end: plain ones, as a range operator is not leakproof and so
    behind row security finds no index.
    """

    def __init__(self, *, keys: Sequence[str], span: tuple[str, str], name: str) -> None:
        super().__init__(name=name)
        self.keys = tuple(keys)
        self.span = tuple(span)

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return the constraint as it stands in CREATE TABLE."""
        assert model is not None
        assert schema_editor is not None
        columns = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
        *keys, starts, ends = (schema_editor.quote_name(columns[name]) for name in (*self.keys, *self.span))
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {clause(keys, starts, ends)}"

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return the statement that adds the constraint to a table."""
        assert model is not None
        assert schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return the statement that takes the constraint away."""
        assert model is not None
        assert schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Leave the judgment to the database, which alone sees who races."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Carry what shapes the constraint into migrations."""
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "keys": self.keys, "span": self.span}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NoOverlap):
            return NotImplemented
        return (self.name, self.keys, self.span) == (other.name, other.keys, other.span)

    def __hash__(self) -> int:
        return hash((self.name, self.keys, self.span))
