"""Saying that somebody was reached, and how it went."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.tenancy import current_scope
from attune.measures.errors import NoSuchFlag, OutcomeMissing
from attune.measures.models import SafetyFlag
from attune.measures.permissions import ACKNOWLEDGE
from attune.measures.task_kinds import REACH_SOMEBODY
from attune.worklist.actions.end_task import settle_task


@transaction.atomic
def acknowledge(actor: Actor, *, flag_id: UUID, outcome: str) -> None:
    """Write down how it went and end the task; one that was acknowledged stays as it is.

    Raises NotPermitted, NoSuchFlag, or OutcomeMissing without a word about it.
    """
    authorize(actor, ACKNOWLEDGE)
    row = SafetyFlag.objects.select_for_update().filter(id=flag_id).first()
    if row is None:
        raise NoSuchFlag(flag_id)
    if not outcome.strip():
        raise OutcomeMissing
    if row.acknowledged_at is not None:
        return
    row.acknowledged_at, row.acknowledged_by = current_scope("A flag").now, actor.person_id
    row.outcome = outcome.strip()
    row.save()
    record(actor, "measures.flag.acknowledged", object_kind="safety_flag", object_id=row.id, patient_id=row.chart_id)
    settle_task(system_actor(actor.practice_id, request_id=actor.request_id), kind=REACH_SOMEBODY, subject_id=row.id)
