"""The kinds of wall a table can have, and the SQL that raises them."""

from dataclasses import dataclass
from enum import StrEnum

APP_ROLE = "attune_app"


class Plane(StrEnum):
    """In which capacity a scope is open; the care wall refuses ``business``."""

    CARE = "care"
    BUSINESS = "business"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Wall:
    """One way of keeping rows apart: the column that names the holder, and who may pass.

    ``function`` is the SQL function that both kinds of policy compare the column with;
    for care tables it also refuses the business plane. One expression for both lets the
    planner ask it once. With ``is_published`` everyone reads.
    """

    column: str
    function: str
    is_published: bool = False
    is_append_only: bool = False
    author_column: str = ""
    """Where one is named, a row is its author's alone, also among those who share the holder."""

    @property
    def kind(self) -> str:
        """Return the policies' name prefix: practice, person or holder."""
        return self.column.removesuffix("_id")

    def grants(self) -> str:
        """Return what the app role may do. TRUNCATE, REFERENCES and TRIGGER escape row security."""
        return "SELECT, INSERT" if self.is_append_only else "SELECT, INSERT, UPDATE, DELETE"

    def raise_on(self, table: str) -> list[str]:
        """Return the statements that wall a (quoted) table off; FORCE is the last."""
        return [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            *self.policies_on(table),
            f"GRANT {self.grants()} ON {table} TO {APP_ROLE}",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        ]

    def policies_on(self, table: str) -> list[str]:
        """Return the CREATE POLICY statements: a permissive and a restrictive one each."""
        if not self.is_published:
            return [
                self._policy(table, f"{self.kind}_row", "PERMISSIVE", "ALL"),
                self._policy(table, f"{self.kind}_gate", "RESTRICTIVE", "ALL"),
                *self._author_gate(table),
            ]
        reads = f"CREATE POLICY published_read ON {table} AS PERMISSIVE FOR SELECT TO PUBLIC USING (true)"
        writes = [
            self._policy(table, f"{self.kind}_{name}_{command.lower()}", form, command)
            for command in ("INSERT", "UPDATE", "DELETE")
            for name, form in (("row", "PERMISSIVE"), ("gate", "RESTRICTIVE"))
        ]
        return [reads, *writes]

    def _author_gate(self, table: str) -> list[str]:
        if not self.author_column:
            return []
        rule = f"({self.author_column} = app.person())"
        opening = f"CREATE POLICY author_gate ON {table} AS RESTRICTIVE FOR ALL TO PUBLIC"
        return [f"{opening} USING {rule} WITH CHECK {rule}"]

    def _policy(self, table: str, name: str, form: str, command: str) -> str:
        rule = f"({self.column} = {self.function})"
        using = "" if command == "INSERT" else f" USING {rule}"
        check = "" if command == "DELETE" else f" WITH CHECK {rule}"
        return f"CREATE POLICY {name} ON {table} AS {form} FOR {command} TO PUBLIC{using}{check}"
