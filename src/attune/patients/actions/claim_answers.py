"""Answers given before signing in become the account's: read in the one scope, written in the other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.patients.actions.answer import row_of
from attune.patients.models import OnboardingAnswers, SafetyAnswer
from attune.patients.permissions import ANSWER
from attune.patients.queries.answers import answers_of
from attune.patients.rules.answers import Answers

COPIED = (
    "journey_id",
    "concerns",
    "own_words",
    "birth_date",
    "zip_code",
    "state",
    "zone",
    "places",
    "windows",
    "payer",
    "budget_minor",
    "language",
    "language_strength",
    "gender",
    "gender_strength",
    "modality",
    "modality_strength",
    "needs_prescriber",
    "steps_done",
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes from one person to the other, on its way between two scopes."""

    answers: Answers
    started_at: datetime
    safety: tuple[tuple[UUID, str, datetime], ...]


def carried() -> Carried | None:
    """Return what the scope's person told, if anything."""
    row = OnboardingAnswers.objects.first()
    if row is None:
        return None
    safety = tuple((one.id, one.answer.reveal(), one.answered_at) for one in SafetyAnswer.objects.order_by("id"))
    return Carried(answers_of(row), row.started_at, safety)


@transaction.atomic
def take(actor: Actor, brought: Carried) -> None:
    """Write what was carried into the actor's own scope; what they just told replaces what they told before.

    Safe to repeat. Raises NotPermitted.
    """
    authorize(actor, ANSWER)
    row = row_of(actor)
    for name in COPIED:
        value = getattr(brought.answers, name)
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.care_for = brought.answers.care_for or ""
    row.dependent_id, row.started_at, row.changed_at = None, brought.started_at, current_scope("Answers").now
    row.save()
    SafetyAnswer.objects.bulk_create(
        [SafetyAnswer(id=one, answer=answer, answered_at=at) for one, answer, at in brought.safety],
        ignore_conflicts=True,
    )
    record(actor, "patients.answers.claimed", object_kind="answers", object_id=row.id)


@transaction.atomic
def forget_answers(actor: Actor) -> None:
    """Delete what the actor told before care; in their own scope. Raises NotPermitted."""
    authorize(actor, ANSWER)
    row = OnboardingAnswers.objects.select_for_update().first()
    if row is None:
        return
    SafetyAnswer.objects.filter(handed_over_at=None).delete()
    row.delete()
    record(actor, "patients.answers.forgotten", object_kind="answers", object_id=row.id)
