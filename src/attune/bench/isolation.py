"""Goal 6: what row security costs, against an explicit where on a twin table without it."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from uuid import UUID

from django.db import connection
from django.test import override_settings

from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.sample import PastVisit, Visit, fill, make_tables, many_practices, twin_of
from attune.bench.scratch import Scratch
from attune.foundation.tenancy import scope
from attune.foundation.tenancy.models import WalledModel

ROUNDS = 40
PAGE = 50
AGGREGATED = 1000
OPENINGS = 1500


@benchmark("isolation")
def measure_isolation(scratch: Scratch) -> Iterator[Measured]:
    """Yield the cost of the wall on a page's rows and on an aggregate, and of opening a scope."""
    practices = many_practices()
    make_tables(scratch, [Visit, PastVisit])
    fill(scratch, Visit, practices, rows_each=PAGE)
    fill(scratch, PastVisit, practices, rows_each=AGGREGATED)
    chosen = practices[len(practices) // 2]
    rows = "SELECT id, kind, state, minutes, fee_minor, starts_at, note FROM {} WHERE practice_id = %s"
    aggregate = "SELECT count(*), sum(fee_minor) FROM {} WHERE practice_id = %s"
    with scope(chosen):
        taken = interleaved(_sides(rows, Visit, str(chosen), returns=PAGE), rounds=ROUNDS, repeats=20)
        counted = interleaved(_sides(aggregate, PastVisit, str(chosen), returns=1), rounds=ROUNDS, repeats=20)
    yield at_most("isolation.rows_50_ms", taken["walled"] * 1000, limit=taken["open"] * 1000, goal=1.05)
    yield at_most("isolation.aggregate_1000_ms", counted["walled"] * 1000, limit=counted["open"] * 1000, goal=1.25)
    with override_settings(CLOCK_MAY_MOVE=False):
        opening, asking = _opening_and_asking(chosen)
    yield at_most("isolation.scope_opening_ms", opening * 1000, limit=asking * 1000)


def _sides(sql: str, table: type[WalledModel], practice_id: str, *, returns: int) -> dict[str, Callable[[], object]]:
    """Return the same query on the walled table and on its twin, each read to its last row."""

    def side(name: str) -> Callable[[], object]:
        text = sql.format(name)

        def read() -> object:
            with connection.cursor() as cursor:
                cursor.execute(text, [practice_id])
                rows = cursor.fetchall()
            assert len(rows) == returns
            return rows

        return read

    return {"walled": side(table._meta.db_table), "open": side(twin_of(table._meta.db_table))}


def _opening_and_asking(practice_id: UUID) -> tuple[float, float]:
    """Return the median seconds that opening a scope adds to its first ``SELECT 1``, and of one inside, in turns."""
    firsts, askings = [], []
    for _ in range(OPENINGS):
        started = time.perf_counter()
        with scope(practice_id):
            _ask()
            asked = time.perf_counter()
            _ask()
            askings.append(time.perf_counter() - asked)
        firsts.append(asked - started)
    asking = median(askings)
    return median(firsts) - asking, asking


def _ask() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchall()
