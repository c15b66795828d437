"""Answering whether one is safe, and asking somebody to look after who is not."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize, system_actor
from attune.foundation.background import later
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.patients.actions.answer import finish_step, row_of
from attune.patients.models import SafetyAnswer
from attune.patients.permissions import ANSWER
from attune.patients.rules.answers import Step
from attune.patients.rules.policy import FollowUpBy, OnboardingPolicy
from attune.patients.rules.safety import Safety, asks_for_follow_up
from attune.patients.task_kinds import LOOK_OUT_FOR_SOMEBODY
from attune.practices.queries.registry import the_practice
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

LOOK_OUT, LOOKED_OUT = "patients.look_out", "patients.stop_looking_out"


@transaction.atomic
def answer_safety(actor: Actor, given: Safety) -> UUID:
    """Save the answer beside those given before, and return its id; in the person's own scope.

    Where it asks for it, whoever the edition names is asked to look out for this person;
    their task knows the answer's id and nothing else. The same answer again is one answer. Raises NotPermitted.
    """
    authorize(actor, ANSWER)
    row = row_of(actor)
    newest = SafetyAnswer.objects.order_by("-answered_at", "-id").first()
    if newest is not None and newest.answer.reveal() == given:
        return newest.id
    made = SafetyAnswer.objects.create(answer=given.value, answered_at=current_scope("An answer").now)
    record(actor, "patients.safety.answered", object_kind="safety_answer", object_id=made.id)
    finish_step(actor, row, Step.SAFETY)
    if asks_for_follow_up(given):
        later(LOOK_OUT, made.id, practice_id=_who_looks_out(), run_soon=True)
    return made.id


def look_out_for(answer_id: UUID) -> UUID:
    """Open the task to look out for who gave an answer, in the scope of who looks out; return the task's id."""
    opened = current_scope("A task")
    role = Role.SUPPORT if opened.holder_id == PLATFORM_ID else Role.ADMINISTRATOR
    return open_task(
        system_actor(opened.practice_id),
        kind=LOOK_OUT_FOR_SOMEBODY,
        subject_id=answer_id,
        due_at=opened.now + timedelta(hours=policy(OnboardingPolicy).follow_up_hours),
        owner_role=role,
    )


def stop_looking_out_for(answer_id: UUID) -> bool:
    """End that task, as a practice has taken the person on; return whether there was one."""
    actor = system_actor(current_scope("A task").practice_id)
    return settle_task(actor, kind=LOOK_OUT_FOR_SOMEBODY, subject_id=answer_id)


def hand_over(answer_id: UUID) -> None:
    """Let whoever looked out for who gave an answer know, after this transaction, that a practice does."""
    later(LOOKED_OUT, answer_id, practice_id=_who_looks_out(), run_soon=True)


def _who_looks_out() -> UUID:
    founded = the_practice() if policy(OnboardingPolicy).follow_up_by is FollowUpBy.PRACTICE else None
    return founded.practice_id if founded else PLATFORM_ID
