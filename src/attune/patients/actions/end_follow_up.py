"""Saying what came of reaching somebody who was not safe."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.tenancy import current_scope
from attune.patients.errors import AnswerMissing, NoSuchFollowUp
from attune.patients.models import FollowUp
from attune.patients.permissions import FOLLOW_UP
from attune.patients.task_kinds import CALL_SOMEBODY
from attune.worklist.actions.end_task import settle_task


@transaction.atomic
def end_follow_up(actor: Actor, *, follow_up_id: UUID, outcome: str) -> None:
    """Write down how it went, and end the task; one that has ended stays as it is.

    Raises NotPermitted, NoSuchFollowUp, or AnswerMissing without a word about it.
    """
    authorize(actor, FOLLOW_UP)
    row = FollowUp.objects.select_for_update().filter(id=follow_up_id).first()
    if row is None:
        raise NoSuchFollowUp(follow_up_id)
    if not outcome.strip():
        raise AnswerMissing("outcome")
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by, row.outcome = current_scope("A follow-up").now, actor.person_id, outcome.strip()
    row.save()
    record(
        actor,
        "patients.safety.followed_up",
        object_kind="follow_up",
        object_id=row.id,
        patient_id=row.chart_id,
    )
    settle_task(system_actor(actor.practice_id), kind=CALL_SOMEBODY, subject_id=row.id)
