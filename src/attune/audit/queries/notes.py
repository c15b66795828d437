"""What was noted in the trail so that it stands outside of where it could be changed."""

from dataclasses import dataclass
from datetime import datetime

from attune.audit.models import AuditEvent
from attune.audit.permissions import READ_NOTES
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class Note:
    """An event's object and its reason: what it is about, and what was noted of it."""

    object_id: str
    told: str


def notes(actor: Actor, action: str, *, since: datetime | None = None) -> tuple[Note, ...]:
    """Return the events of one action in the open scope's trail, the oldest first. Raises NotPermitted."""
    authorize(actor, READ_NOTES)
    rows = AuditEvent.objects.filter(action=action)
    if since is not None:
        rows = rows.filter(happened_at__gte=since)
    found = rows.order_by("happened_at", "id").values_list("object_id", "reason")
    return tuple(Note(object_id, told) for object_id, told in found)
