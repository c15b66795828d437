"""Becoming a patient of a practice: what was told before is handed over, with consent."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import named_person
from attune.patients.actions.answer_safety import hand_over
from attune.patients.errors import AnswersIncomplete, ConsentMissing, NotAGuardian
from attune.patients.models import CareLink, Chart, ChartConsent, FollowUp, PersonConsent, SafetyAnswer
from attune.patients.permissions import OPEN_CHART
from attune.patients.queries.answers import answers
from attune.patients.queries.consents import wanted_texts
from attune.patients.queries.dependents import child
from attune.patients.rules.answers import Answers, CareFor, Relation, Step
from attune.patients.rules.consents import Signature, unsigned
from attune.patients.rules.intake import intake_of
from attune.patients.rules.policy import OnboardingPolicy
from attune.patients.rules.safety import Safety, asks_for_follow_up
from attune.patients.task_kinds import CALL_SOMEBODY
from attune.worklist.actions.open_task import open_task


@transaction.atomic
def open_chart(actor: Actor, *, person_id: UUID, dependent_id: UUID | None = None, told: Answers | None = None) -> UUID:
    """Open the chart of a person, or of the child they sign for, at the scope's practice; return its id.

    In a scope that names both the practice and the person. A chart that is there is returned as it is,
    with what was agreed to since. Answers, consents and an unsettled safety answer are copied; ``told`` are the
    answers, where they were read in this transaction.
    Raises NotPermitted, NotAGuardian, NoSuchDependent, AnswersIncomplete or ConsentMissing.
    """
    authorize(actor, OPEN_CHART)
    opened = current_scope("A chart")
    assert opened.person_id == person_id == actor.person_id, "charts are opened by who signs in for them"
    told = _complete(told or answers(person_id), dependent_id)
    assert told.person_id == person_id, "nobody's chart is opened with another one's answers"
    given = _consents(state=told.state, dependent_id=dependent_id)
    known = Chart.objects.filter(Q(person_id=person_id), dependent_id=dependent_id).values_list("id", flat=True)
    chart_id = next(iter(known), None) or _opened(actor, told)
    _hand_consents_over(chart_id, given)
    _ask_for_call(chart_id)
    return chart_id


def _opened(actor: Actor, told: Answers) -> UUID:
    """Return the chart of who was told about: made now, or a moment ago by another page of theirs."""
    opened, person_id, dependent_id = current_scope("A chart"), told.person_id, told.dependent_id
    signs_in = named_person(person_id)
    patient = child(dependent_id) if dependent_id is not None else None
    assert told.birth_date is not None
    fresh = Chart(
        person_id=person_id,
        dependent_id=dependent_id,
        relation=Relation.GUARDIAN if patient else Relation.SELF,
        name=patient.name if patient else signs_in.name,
        birth_date=patient.birth_date if patient else told.birth_date,
        state=told.state,
        zone=told.zone,
        email=signs_in.email,
        intake=intake_of(told),
        opened_at=opened.now,
    )
    Chart.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Chart.objects.get(person_id=person_id, dependent_id=dependent_id)
    if kept.id == fresh.id:
        record(actor, "patients.chart.opened", object_kind="chart", object_id=kept.id, patient_id=kept.id)
    _link()
    return kept.id


def _complete(told: Answers, dependent_id: UUID | None) -> Answers:
    """Return answers that name a state and a birth date, and are about who the chart is for."""
    if told.care_for is None or told.birth_date is None:
        raise AnswersIncomplete(Step.WHO)
    if not told.state:
        raise AnswersIncomplete(Step.WHERE)
    if (told.care_for is CareFor.CHILD) != (dependent_id is not None) or told.dependent_id != dependent_id:
        raise NotAGuardian
    return told


def _link() -> None:
    opened = current_scope("A care link")
    assert opened.practice_id is not None
    link = CareLink(practice_id=opened.practice_id, since=opened.now)
    CareLink.objects.bulk_create([link], ignore_conflicts=True)


def _consents(*, state: str, dependent_id: UUID | None) -> list[PersonConsent]:
    """Return what was agreed to in the words that are wanted now. Raises ConsentMissing."""
    wanted = wanted_texts(state=state, is_guardians=dependent_id is not None)
    hashes = [text.text_hash for text in wanted]
    given = list(PersonConsent.objects.filter(Q(dependent_id=dependent_id), text_hash__in=hashes))
    missing = unsigned(wanted, signed={Signature(one.kind, one.text_hash) for one in given})
    if missing:
        raise ConsentMissing([text.kind for text in missing])
    return given


def _hand_consents_over(chart_id: UUID, given: Iterable[PersonConsent]) -> None:
    copies = [
        ChartConsent(
            chart_id=chart_id,
            consent_id=one.id,
            kind=one.kind,
            version=one.version,
            state=one.state,
            text_hash=one.text_hash,
            signed_name=one.signed_name,
            signed_at=one.signed_at,
        )
        for one in given
    ]
    ChartConsent.objects.bulk_create(copies, ignore_conflicts=True)


def _ask_for_call(chart_id: UUID) -> None:
    """Ask the practice to call somebody whose newest answer says so and whom no practice has called for it."""
    opened = current_scope("A follow-up")
    newest = SafetyAnswer.objects.order_by("-answered_at", "-id").first()
    if newest is None or newest.handed_over_at is not None:
        return
    said = newest.answer.reveal()
    if not asks_for_follow_up(Safety(said)):
        return
    row = FollowUp(chart_id=chart_id, answer=said, answer_id=newest.id, answered_at=newest.answered_at, outcome="")
    FollowUp.objects.bulk_create([row])
    newest.handed_over_at = opened.now
    newest.save(update_fields=["handed_over_at"])
    open_task(
        system_actor(opened.practice_id),
        kind=CALL_SOMEBODY,
        subject_id=row.id,
        due_at=opened.now + timedelta(hours=policy(OnboardingPolicy).follow_up_hours),
        owner_role=Role.PROVIDER,
    )
    hand_over(newest.id)
