"""Asking the catalogue."""

from dataclasses import dataclass

from django.db import connection

from attune.foundation.tenancy.guard import named
from attune.foundation.tenancy.guard.rules_of_roles import ROLE_RULES
from attune.foundation.tenancy.guard.rules_of_tables import TABLE_RULES, TABLES


@dataclass(frozen=True, slots=True)
class Defect:
    """A hole in the walls: which rule it breaks, where, and what exactly."""

    rule: str
    subject: str
    detail: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}: {self.detail}"


QUERY = TABLES + " UNION ALL ".join((*TABLE_RULES, *ROLE_RULES)) + " ORDER BY 1, 2, 3"


def find_defects() -> list[Defect]:
    """Return every defect of the connected database, by rule and name; the app role suffices to ask."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, parameters())
        return [Defect(*row) for row in cursor.fetchall()]


def parameters() -> dict[str, list[str]]:
    """Return the named lists as the query takes them."""
    return {
        "named": [_qualified(name) for name in (*named.GLOBAL_TABLES, *named.GLOBAL_TABLES_OF_SOME_EDITIONS)],
        "authored": [_qualified(name) for name in named.AUTHORED_TABLES],
        "published": [_qualified(name) for name in named.PUBLISHED_TABLES],
        "published_columns": [
            f"{_qualified(table)}.{column} {kind}"
            for table, columns in named.PUBLISHED_TABLES.items()
            for column, kind in columns.items()
        ],
        "definers": list(named.DEFINER_FUNCTIONS),
        "sequences": [_qualified(name) for name in named.SEQUENCES],
    }


def _qualified(name: str) -> str:
    return name if "." in name else f"public.{name}"
