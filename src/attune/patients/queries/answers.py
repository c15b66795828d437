"""What somebody told so far."""

from uuid import UUID

from attune.foundation.tenancy import current_scope
from attune.kernel.identifiers import new_id
from attune.patients.models import OnboardingAnswers, SafetyAnswer
from attune.patients.rules.answers import Answers, CareFor, Step, Strength
from attune.patients.rules.safety import Safety


def answers(person_id: UUID) -> Answers:
    """Return the person's own answers, in a scope of theirs; nothing answered yet gives empty ones.

    Raises NoScope, or an AssertionError in another person's scope.
    """
    assert current_scope("Answers").person_id == person_id, "answers are read in their person's scope"
    row = OnboardingAnswers.objects.first()
    return Answers(person_id, new_id()) if row is None else answers_of(row)


def answers_of(row: OnboardingAnswers) -> Answers:
    """Return a row as a value."""
    return Answers(
        person_id=row.person_id,
        journey_id=row.journey_id,
        concerns=tuple(row.concerns),
        own_words=row.own_words.reveal(),
        care_for=CareFor(row.care_for) if row.care_for else None,
        dependent_id=row.dependent_id,
        birth_date=row.birth_date,
        zip_code=row.zip_code,
        state=row.state,
        zone=row.zone,
        places=tuple(row.places),
        windows=tuple(row.windows),
        payer=row.payer,
        budget_minor=row.budget_minor,
        language=row.language,
        language_strength=Strength(row.language_strength),
        gender=row.gender,
        gender_strength=Strength(row.gender_strength),
        modality=row.modality,
        modality_strength=Strength(row.modality_strength),
        needs_prescriber=row.needs_prescriber,
        steps_done=tuple(Step(step) for step in row.steps_done),
    )


def newest_safety() -> Safety | None:
    """Return what the scope's person answered last to the safety question, if they were asked."""
    row = SafetyAnswer.objects.order_by("-answered_at", "-id").first()
    return None if row is None else Safety(row.answer.reveal())
