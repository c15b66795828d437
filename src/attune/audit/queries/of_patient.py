"""Who looked at one patient's record, for whoever may open it: the patient, and those who care for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.models import AuditEvent
from attune.audit.permissions import SEE_WHO_LOOKED
from attune.foundation.authorization import Actor, authorize

EVENTS_MAX = 500


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody did something with the record on a day; ``actor_id`` None is the system."""

    happened_at: datetime
    actor_id: UUID | None
    action: str
    times: int


def who_looked(
    actor: Actor, patient_id: UUID, *, hidden: Collection[str] = (), events: int = EVENTS_MAX
) -> tuple[Looked, ...]:
    """Return who did what with a patient's record, the newest first; the caller has opened the record.

    What one person did in one way and one after the other stands in one line, at its latest time. Events of the
    ``hidden`` actions are left out, and all before the newest ``events`` (500 at most). Raises NotPermitted.
    """
    authorize(actor, SEE_WHO_LOOKED)
    found = AuditEvent.objects.filter(patient_id=patient_id, outcome="done").exclude(action__in=list(hidden))
    columns = ("happened_at", "actor_id", "action")
    lines: list[Looked] = []
    for happened_at, actor_id, action in found.order_by("-happened_at", "-id").values_list(*columns)[
        : min(events, EVENTS_MAX)
    ]:
        last = lines[-1] if lines else None
        if last and (last.actor_id, last.action) == (actor_id, action):
            lines[-1] = Looked(last.happened_at, actor_id, action, last.times + 1)
        else:
            lines.append(Looked(happened_at, actor_id, action, 1))
    return tuple(lines)
