"""A walled table of the measurements' own, its twin without row security, and rows of a thousand practices."""

from collections.abc import Sequence
from uuid import UUID

import psycopg
from django.db import connection, models

from attune.bench.scratch import Scratch
from attune.foundation.tenancy import Plane, PracticeKey
from attune.foundation.tenancy.models import WalledModel
from attune.kernel.identifiers import new_id

PRACTICES = 1000
COLUMNS = "id, kind, state, minutes, fee_minor, starts_at, note"


class VisitColumns(WalledModel):
    """A row of the size rows have: a key, five short columns and a note."""

    practice_id = PracticeKey(plane=Plane.CARE)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=20)
    minutes = models.IntegerField()
    fee_minor = models.BigIntegerField()
    starts_at = models.DateTimeField()
    note = models.CharField(max_length=400)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class Visit(VisitColumns):
    """Few rows a practice: what a page's list reads whole."""

    class Meta:
        app_label = "bench"


class PastVisit(VisitColumns):
    """Many rows a practice: what a figure counts."""

    class Meta:
        app_label = "bench"


def make_tables(scratch: Scratch, tables: Sequence[type[WalledModel]]) -> None:
    """Make walled tables as a migration does, and for each a twin with the same keys and no row security."""
    with scratch.as_owner(), connection.schema_editor() as editor:
        for table in tables:
            editor.create_model(table)
    with psycopg.connect(scratch.owner_url, autocommit=True) as owner:
        for table in tables:
            name = table._meta.db_table
            owner.execute(f"CREATE TABLE {twin_of(name)} (LIKE {name} INCLUDING ALL)")
            owner.execute(f"GRANT SELECT ON {twin_of(name)} TO attune_app")


def fill(scratch: Scratch, table: type[WalledModel], practices: Sequence[UUID], *, rows_each: int) -> None:
    """Give each practice its rows, in the table and the same in its twin, and let the planner know."""
    name = table._meta.db_table
    with psycopg.connect(scratch.owner_url, autocommit=True) as owner:
        owner.execute(
            f"INSERT INTO {twin_of(name)} (practice_id, {COLUMNS}) "  # noqa: S608
            "SELECT one, gen_random_uuid(), 'follow-up', 'booked', 50, 15000 + number, "
            "timestamptz '2027-01-04 15:00+00' + number * interval '1 hour', repeat('said and heard ', 8) "
            "FROM generate_series(1, %s) AS number CROSS JOIN unnest(%s::uuid[]) AS one",
            [rows_each, list(practices)],
        )
        # The owner is behind the wall, too: FORCE is lifted while the rows move.
        with owner.transaction():
            owner.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
            owner.execute(f"INSERT INTO {name} SELECT * FROM {twin_of(name)}")  # noqa: S608
            owner.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        owner.execute(f"VACUUM ANALYZE {name}")
        owner.execute(f"VACUUM ANALYZE {twin_of(name)}")


def twin_of(table: str) -> str:
    """Return the name of a table's twin without row security."""
    return f"{table}_open"


def many_practices() -> list[UUID]:
    """Return the ids of a thousand practices; rows name them, the registry need not."""
    return [new_id() for _ in range(PRACTICES)]
