"""Goal 7: a practice costs a row, and a thousand of them cost a migration nothing."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import connection, models

from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.sample import PRACTICES, VisitColumns, fill, make_tables
from attune.bench.scratch import Scratch
from attune.foundation.authorization import system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.foundation.tenancy.models import WalledModel
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.create_practice import create_practice
from attune.practices.rules.policy import Founding, TenancyPolicy

LIMIT_MS = 10.0
SAME = 1.25
"""How far apart two equal times may lie and still be called the same."""

ROWS_EACH = 20
ROUNDS = 30
CREATED = 200


class LonePracticeVisit(VisitColumns):
    """A table that one practice has rows in."""

    class Meta:
        app_label = "bench"


class ManyPracticesVisit(VisitColumns):
    """The same table with rows of a thousand practices."""

    class Meta:
        app_label = "bench"


@benchmark("practice")
def measure_practice(scratch: Scratch) -> Iterator[Measured]:
    """Yield the time a new practice takes, and a new column with a thousand practices against one."""
    if policy(TenancyPolicy).founding is not Founding.AT_INSTALL:
        taken = interleaved({"create": _created}, rounds=CREATED)
        yield at_most("practice.created_ms", taken["create"] * 1000, limit=LIMIT_MS)
    practices = [new_id() for _ in range(PRACTICES)]
    make_tables(scratch, [LonePracticeVisit, ManyPracticesVisit])
    fill(scratch, LonePracticeVisit, practices[:1], rows_each=ROWS_EACH)
    fill(scratch, ManyPracticesVisit, practices, rows_each=ROWS_EACH)
    with scratch.as_owner():
        migrated = interleaved(
            {"one": _migration(LonePracticeVisit), "many": _migration(ManyPracticesVisit)}, rounds=ROUNDS
        )
    yield at_most("practice.migration_ms", migrated["many"] * 1000, limit=migrated["one"] * 1000, goal=SAME)


def _created() -> UUID:
    name = f"Practice {new_id().hex}"
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return create_practice(system_actor(PLATFORM_ID), name=name, zone="America/New_York").id


def _migration(table: type[WalledModel]) -> Callable[[], None]:
    """Return a migration that gives the table a column with a default, in its own transaction, and takes it back."""
    column = models.CharField(max_length=40, db_default="unknown")
    column.set_attributes_from_name("channel")
    column.model = table

    def migrate() -> None:
        with connection.schema_editor() as editor:
            editor.add_field(table, column)
        with connection.schema_editor() as editor:
            editor.remove_field(table, column)

    return migrate
