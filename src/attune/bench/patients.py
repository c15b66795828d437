"""People who are ready to book: an account, answers, consents and a chart, by the product's own actions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.bench.calendars import STATE
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.sign_up import sign_up
from attune.kernel.identifiers import new_id
from attune.patients.actions.answer import answer
from attune.patients.actions.open_chart import open_chart
from attune.patients.actions.record_consent import record_consent
from attune.patients.queries.consents import missing_consents
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Given, Paying, Times, Where, Who

NAME = "Ana Reyes"
ZONE = "America/Chicago"
ANSWERS: tuple[Given, ...] = (
    Concerns(("anxiety",)),
    Who(CareFor.SELF, date(1990, 5, 4)),
    Where(STATE, ZONE),
    Times(("video",), ("weekday_evening",)),
    Paying("self_pay", 20_000),
)


@dataclass(frozen=True, slots=True)
class MeasuredPatient:
    """Somebody who can book at a practice."""

    person_id: UUID
    chart_id: UUID
    actor: Actor


def measured_patient(practice_id: UUID) -> MeasuredPatient:
    """Make somebody with everything a booking asks for."""
    email = f"{new_id().hex}@bench.example"
    person_id = sign_up(email=email, name=NAME, password=None, zone=ZONE)
    themselves = Actor(person_id, None, frozenset({Role.PATIENT}))
    with scope(person_id=person_id, plane=Plane.SELF):
        for given in ANSWERS:
            answer(themselves, given)
        for text in missing_consents(state=STATE):
            record_consent(themselves, kind=text.kind, text_hash=text.text_hash, state=STATE, signed_name=NAME)
    here = Actor(person_id, practice_id, frozenset({Role.PATIENT}))
    with scope(practice_id, person_id=person_id, plane=Plane.SELF):
        chart_id = open_chart(here, person_id=person_id)
    return MeasuredPatient(person_id, chart_id, here)
