"""The processor's events that were kept."""

from uuid import UUID

from attune.billing.gateways import ProcessorEvent as Told
from attune.billing.models import ProcessorEvent


def kept_event(event_id: UUID) -> Told | None:
    """Return an event of the inbox by our id of it."""
    row = ProcessorEvent.objects.filter(id=event_id).first()
    if row is None:
        return None
    return Told(
        event_id=row.event_id,
        type=row.type,
        account=row.account or None,
        object_id=row.object_id,
        created_at=row.received_at,
        practice_id=row.practice_id,
        payment_id=row.payment_id,
        payout_id=row.payout_id,
    )
