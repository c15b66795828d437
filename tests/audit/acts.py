"""Acts that leave events."""

import time
from uuid import UUID

from django.db import connection

from attune.audit.actions.record import record
from attune.audit.actions.seal import Sealing, seal_all
from attune.audit.gateways.exports import ExportFolder
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id

PERSON = new_id()


def act(holder: UUID, count: int = 1) -> list[UUID]:
    """Leave events in one transaction each, and return what each was about."""
    about = []
    for _ in range(count):
        about.append(new_id())
        with scope(holder):
            actor = Actor(PERSON, holder, frozenset({Role.PROVIDER}), purpose="treatment")
            record(actor, "charts.chart.read", object_kind="chart", object_id=about[-1])
    return about


def let_finish() -> None:
    """Wait until every transaction that began before has ended: other tests' on this server are among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (number,) = cursor.fetchone()
        deadline = time.monotonic() + 60
        while True:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > number:
                return
            assert time.monotonic() < deadline, "another transaction stays open"
            time.sleep(0.02)


def seal_now(folder: ExportFolder) -> list[Sealing]:
    """Seal everything that was done so far."""
    let_finish()
    return seal_all(folder)
