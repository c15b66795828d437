"""The inbox: an event of the processor is kept once, and what it is about is looked up by a job."""

from uuid import UUID

from django.db import transaction

from attune.billing.gateways import ProcessorEvent as Told
from attune.billing.models import ProcessorEvent
from attune.foundation.background import later
from attune.foundation.clock import now

APPLY = "workflows.apply_event"
"""The job that looks up what an event is about."""


@transaction.atomic
def note_event(told: Told) -> bool:
    """Keep an event whose signature was checked, and return whether it is new; the same one again changes nothing.

    Outside of any scope. An event is a hint: nothing of it is believed but which object changed.
    """
    kept, is_new = ProcessorEvent.objects.get_or_create(
        event_id=told.event_id,
        defaults={
            "type": told.type,
            "account": told.account or "",
            "object_id": told.object_id,
            "practice_id": told.practice_id,
            "payment_id": told.payment_id,
            "payout_id": told.payout_id,
        },
    )
    if is_new:
        later(APPLY, kept.id, practice_id=told.practice_id, run_soon=False)
    return is_new


@transaction.atomic
def event_applied(event_id: UUID) -> None:
    """Note that what an event is about was looked up."""
    ProcessorEvent.objects.filter(id=event_id, applied_at__isnull=True).update(applied_at=now())
