"""Acts that leave events."""

from uuid import UUID

from attune.audit.actions.record import record
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
