"""Counting how far a journey got, under its random id."""

from uuid import UUID

from django.db import transaction

from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.patients.models import FunnelStep, OnboardingAnswers
from attune.patients.rules.answers import Step
from attune.patients.rules.funnel import FunnelPoint


@transaction.atomic
def count_step(person_id: UUID, step: Step | FunnelPoint) -> None:
    """Note that the person's journey reached a step, once; in a scope of theirs. Without a journey nothing is noted."""
    assert current_scope("A journey").person_id == person_id, "a journey is counted in its person's scope"
    journey_id = OnboardingAnswers.objects.values_list("journey_id", flat=True).first()
    if journey_id is not None:
        note_step(journey_id, step)


def note_step(journey_id: UUID, step: Step | FunnelPoint) -> None:
    """Note that a journey reached a step, once; in the transaction of whoever read the journey's id."""
    row = FunnelStep(journey_id=journey_id, step=step.value, reached_at=now())
    FunnelStep.objects.bulk_create([row], ignore_conflicts=True)
