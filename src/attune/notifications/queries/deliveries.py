"""What was sent from one holder, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from attune.foundation.authorization import Actor, authorize
from attune.notifications.models import Message
from attune.notifications.permissions import READ_DELIVERIES


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message and its fate, without what it told."""

    id: UUID
    kind: str
    recipient_id: UUID | None
    address: str
    state: str
    queued_at: datetime
    ended_at: datetime | None
    tries: int
    last_tried_at: datetime | None
    attachment_name: str


def deliveries(actor: Actor, *, before: datetime | None = None, limit: int = 50) -> list[Delivery]:
    """Return the open scope's messages, newest first, those queued before a moment. Raises NotPermitted."""
    authorize(actor, READ_DELIVERIES)
    rows = Message.objects.order_by("-queued_at", "-id").annotate(
        tries=Count("attempts"), last_tried_at=Max("attempts__at")
    )
    if before is not None:
        rows = rows.filter(queued_at__lt=before)
    return [
        Delivery(
            id=row.id,
            kind=row.kind,
            recipient_id=row.recipient_id,
            address=row.address.reveal(),
            state=row.state,
            queued_at=row.queued_at,
            ended_at=row.ended_at,
            tries=row.tries,
            last_tried_at=row.last_tried_at,
            attachment_name=row.attachment_name,
        )
        for row in rows[:limit]
    ]
