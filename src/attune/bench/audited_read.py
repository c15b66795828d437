"""What recording a read costs: the same transaction with and without its event."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from django.db import connection

from attune.audit.actions.record import record, record_many
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.scratch import Scratch
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id

LIMIT_MS = 0.3
LIST_ROWS = 50


@dataclass(frozen=True, slots=True)
class AuditedRead:
    """Medians in milliseconds. ``statement`` is the record's own time, ``added`` all it adds, commit included."""

    plain: float
    audited: float
    added: float
    statement: float
    listed: float


@benchmark("audit")
def measure_audit(scratch: Scratch) -> Iterator[Measured]:
    """Yield what recording costs by itself, and what it adds with the commit that has to reach the disk."""
    measured = measure_audited_read(800)
    yield at_most("audit.record_ms", measured.statement, limit=LIMIT_MS)
    yield at_most("audit.added_ms", measured.added, limit=LIMIT_MS)


def measure_audited_read(rounds: int = 2000) -> AuditedRead:
    """Return what one event adds to a transaction that reads, and what a list of 50 events adds to one.

    Writes events into the trail of a holder nobody is; run it on a database of its own.
    """
    holder = new_id()
    actor = Actor(new_id(), holder, purpose="treatment")
    objects = [(new_id(), new_id()) for _ in range(LIST_ROWS)]
    statements: list[float] = []

    def one() -> None:
        started = time.perf_counter()
        record(actor, "bench.row.read", object_kind="row", object_id=holder, patient_id=holder)
        statements.append(time.perf_counter() - started)

    def many() -> None:
        record_many(actor, "bench.row.listed", object_kind="row", objects=objects)

    sides: list[tuple[Callable[[], None] | None, list[float]]] = [(None, []), (one, []), (many, [])]
    for _ in range(rounds):
        for recorded, taken in sides:
            started = time.perf_counter()
            with scope(holder), connection.cursor() as cursor:
                cursor.execute("SELECT version FROM foundation_practicedatakey WHERE practice_id = %s", [holder])
                cursor.fetchall()
                if recorded is not None:
                    recorded()
            taken.append(time.perf_counter() - started)
    plain, audited, listed = (median(taken) * 1000 for _, taken in sides)
    return AuditedRead(plain, audited, audited - plain, median(statements) * 1000, listed - plain)
