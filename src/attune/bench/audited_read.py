"""What recording a read costs: the same transaction with and without its event, or with a bare row in its place."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from django.db import connection

from attune.audit.actions.record import record, record_many
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id

LIMIT_MS = 0.3
OF_A_BARE_ROW_MAX = 1.5
LIST_ROWS = 50
ROUNDS = 800
BARE_ROW = "INSERT INTO audit_pendingseal (id, holder_id) VALUES ($1, $2)"


@dataclass(frozen=True, slots=True)
class AuditedRead:
    """Medians in milliseconds. ``statement`` is the record's own time, the others what is added, commit included.

    ``bare`` is what one row of two ids adds that is sent and waited for as any other, ``listed`` a list's 50 events.
    """

    plain: float
    statement: float
    added: float
    bare: float
    listed: float


@benchmark("audit")
def measure_audit(scratch: Scratch) -> Iterator[Measured]:
    """Yield what a request waits for, what recording adds as in production, and what of it is not the disk's."""
    with without_waiting_for_the_disk():
        quick = measure_audited_read(ROUNDS)
    kept = measure_audited_read(ROUNDS)
    yield at_most("audit.record_ms", kept.statement, limit=LIMIT_MS)
    yield at_most("audit.added_ms", kept.added, limit=LIMIT_MS)
    yield at_most("audit.added_of_a_bare_row_ms", kept.added, limit=kept.bare, goal=OF_A_BARE_ROW_MAX)
    yield at_most("audit.added_before_the_disk_ms", quick.added, limit=LIMIT_MS)


def measure_audited_read(rounds: int = 2000) -> AuditedRead:
    """Return what an event, a bare row, and a list's events add to a transaction that reads.

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

    def bare() -> None:
        connection.prepared_text(BARE_ROW, [new_id(), holder])  # type: ignore[attr-defined]

    def many() -> None:
        record_many(actor, "bench.row.listed", object_kind="row", objects=objects)

    sides: list[tuple[Callable[[], None] | None, list[float]]] = [(None, []), (one, []), (bare, []), (many, [])]
    for _ in range(rounds):
        for recorded, taken in sides:
            started = time.perf_counter()
            with scope(holder), connection.cursor() as cursor:
                cursor.execute("SELECT version FROM foundation_practicedatakey WHERE practice_id = %s", [holder])
                cursor.fetchall()
                if recorded is not None:
                    recorded()
            taken.append(time.perf_counter() - started)
    plain, *others = (median(taken) * 1000 for _, taken in sides)
    added, bare_row, listed = (one - plain for one in others)
    return AuditedRead(plain, median(statements) * 1000, added, bare_row, listed)
