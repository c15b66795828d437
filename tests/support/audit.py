"""What the trail of a holder tells."""

from uuid import UUID

from attune.audit.models import AuditEvent
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID


def events_of(practice_id: UUID) -> list[tuple[object, ...]]:
    """Return actor, action, object and reason of each event of a practice, oldest first."""
    with scope(practice_id, plane=Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE):
        return list(AuditEvent.objects.order_by("id").values_list("actor_id", "action", "object_id", "reason"))


def actions_recorded(prefix: str) -> list[str]:
    """Return the actions of a context or a thing in the open scope's trail, oldest first."""
    return list(AuditEvent.objects.filter(action__startswith=prefix).order_by("id").values_list("action", flat=True))
