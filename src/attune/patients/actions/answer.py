"""Saving what one screen gives, as somebody goes."""

from dataclasses import fields
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.kernel.us_states import US_STATES
from attune.patients.actions.count_step import note_step
from attune.patients.errors import MinorAlone, NoSuchDependent, NoSuchState, NoSuchZip, ZipOutsideStates
from attune.patients.gateways.zip_codes import place_of_zip, zones_of_state
from attune.patients.models import Dependent, OnboardingAnswers
from attune.patients.permissions import ANSWER
from attune.patients.queries.answers import answers_of
from attune.patients.rules.age import age_on
from attune.patients.rules.answers import Answers, CareFor, Step
from attune.patients.rules.given import Concerns, Given, Paying, Times, Where, Who, Wishes
from attune.patients.rules.minors import may_come_alone, may_come_alone_somewhere

STEP_OF = {
    Concerns: Step.CONCERNS,
    Who: Step.WHO,
    Where: Step.WHERE,
    Times: Step.TIMES,
    Paying: Step.PAYING,
    Wishes: Step.WISHES,
}
DEFAULT_ZONE = ZoneInfo("America/New_York")


@transaction.atomic
def answer(actor: Actor, given: Given) -> Answers:
    """Save what a screen gave, leaving every other answer as it is, and return all of them.

    In the person's own scope. Raises NotPermitted, NoSuchDependent or an AnswerRefused.
    """
    authorize(actor, ANSWER)
    row = row_of(actor)
    if isinstance(given, Who):
        _check_who(given, row)
    if isinstance(given, Where):
        _check_where(given, row)
    for field in fields(given):
        setattr(row, field.name, _stored(getattr(given, field.name)))
    _save(actor, row, STEP_OF[type(given)])
    return answers_of(row)


def place_told(*, zip_code: str = "", state: str = "", zone: str = "") -> Where:
    """Return where a ZIP code lies, or what a chosen state means; the browser's zone counts if the state has it.

    Raises NoSuchZip, ZipOutsideStates or NoSuchState.
    """
    if zip_code:
        found = place_of_zip(zip_code)
        if found is None:
            raise NoSuchZip(zip_code)
        if not found.state:
            raise ZipOutsideStates(zip_code)
        return Where(found.state, found.zone, found.zip_code)
    zones = zones_of_state(state)
    if not zones:
        raise NoSuchState
    return Where(state, zone if zone in zones else zones[0])


def row_of(actor: Actor) -> OnboardingAnswers:
    """Return the person's row, locked; the first answer makes it."""
    opened = current_scope("Answers")
    assert opened.person_id == actor.person_id, "answers are given in their person's scope"
    locked = OnboardingAnswers.objects.select_for_update()
    row = locked.first()
    if row is None:
        fresh = OnboardingAnswers(started_at=opened.now, changed_at=opened.now)
        # Two first answers at once: one row is made, and both find it.
        OnboardingAnswers.objects.bulk_create([fresh], ignore_conflicts=True)
        row = locked.get()
    return row


def finish_step(actor: Actor, row: OnboardingAnswers, step: Step) -> None:
    """Note that a question was answered, and count it."""
    _save(actor, row, step)


def _save(actor: Actor, row: OnboardingAnswers, step: Step) -> None:
    row.steps_done = [done for done in Step if done in {*row.steps_done, step}]
    row.changed_at = current_scope("Answers").now
    row.save()
    record(actor, "patients.answers.given", object_kind="answers", object_id=row.id, reason=step.value)
    note_step(row.journey_id, step)


def _check_who(given: Who, row: OnboardingAnswers) -> None:
    today = today_in(row.zone)
    given.check(today=today)
    if given.dependent_id is not None and not Dependent.objects.filter(id=given.dependent_id).exists():
        raise NoSuchDependent(given.dependent_id)
    age = age_on(given.birth_date, day=today)
    is_fine = may_come_alone(age, state=row.state) if row.state else may_come_alone_somewhere(age)
    if given.care_for is CareFor.SELF and not is_fine:
        raise MinorAlone(row.state)


def _check_where(given: Where, row: OnboardingAnswers) -> None:
    if given.state not in US_STATES:
        raise NoSuchState
    if row.care_for != CareFor.SELF or row.birth_date is None:
        return
    if not may_come_alone(age_on(row.birth_date, day=today_in(given.zone)), state=given.state):
        raise MinorAlone(given.state)


def today_in(zone: str) -> date:
    """Return today's date where the patient is."""
    return current_scope("Today").now.astimezone(ZoneInfo(zone) if zone else DEFAULT_ZONE).date()


def _stored(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
