"""Letting somebody wait no longer, because a session is booked."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.matching.actions.suggest_clinician import REGION
from attune.matching.models import Assignment
from attune.matching.permissions import END_WAITING


@transaction.atomic
def end_waiting(actor: Actor, *, about_id: UUID) -> bool:
    """Let somebody wait no longer; return whether they did. In the practice's scope. Raises NotPermitted."""
    authorize(actor, END_WAITING)
    opened = current_scope("An assignment")
    row = Assignment.objects.select_for_update().filter(about_id=about_id, state=Assignment.State.WAITING).first()
    if row is None:
        return False
    row.state, row.ended_at = Assignment.State.ENDED, opened.now
    row.save(update_fields=["state", "ended_at"])
    record(actor, "matching.assignment.ended", object_kind="assignment", object_id=row.id)
    announce(REGION, holder_id=opened.holder_id)
    return True
