"""Providers who can be booked, made by the product's own actions in a practice of the measurement's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection

from attune.credentialing.actions.add_license import Evidence, add_license
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.actions.check_npi import keep_npi_answer
from attune.credentialing.actions.provider_states import activate_provider
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.rules.licenses import LicenseKind
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.registry import RegistryEntry
from attune.credentialing.rules.screening import person_name
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.practices.actions.employ import begin_hiring, confirm_employment, note_hire_items
from attune.practices.actions.states import open_state, prepare_state
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy
from attune.scheduling.actions.offerings import add_offering
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.rules.availability import MIDNIGHT, WeeklyHours
from attune.scheduling.rules.offering import OfferingTerms

STATE = "TX"
NPI = "1000000004"
ALL_DAY = [WeeklyHours(weekday=day, opens=MIDNIGHT, closes=MIDNIGHT) for day in range(1, 8)]


@dataclass(frozen=True, slots=True)
class MeasuredCalendar:
    """A provider who works day and night, so that there is always another start to book."""

    practice_id: UUID
    provider_id: UUID
    provider_person_id: UUID
    offering_id: UUID

    def patient(self) -> Actor:
        """Return somebody who books for themselves."""
        return Actor(new_id(), self.practice_id, frozenset({Role.PATIENT}))


def measured_calendar(practice_id: UUID, *, person_id: UUID | None = None) -> MeasuredCalendar:
    """Make a provider who can be booked by patients in Texas: somebody new, unless a person is named."""
    owner = Actor(new_id(), practice_id, frozenset({Role.OWNER}))
    provider_person_id = person_id or new_id()
    with scope(practice_id):
        _let_work(owner, provider_person_id)
        provider_id = add_provider(
            owner,
            person_id=provider_person_id,
            name="Maria Achterberg",
            profession=Profession.PSYCHOLOGIST,
            npi=NPI,
            zone="UTC",
            birth_date=date(1971, 3, 5),
        )
        entry = RegistryEntry(
            NPI,
            is_person=True,
            is_active=True,
            names=(person_name("MARIA", "ACHTERBERG"),),
            taxonomies=("103TC0700X",),
        )
        answer = RegistryAnswer(entry, b"{}")
        keep_npi_answer(system_actor(practice_id), provider_id=provider_id, npi=NPI, answer=answer)
        today = now().date()
        add_license(
            owner,
            provider_id=provider_id,
            state=STATE,
            kind=LicenseKind.PSYCHOLOGIST,
            number="PSY 1234",
            issued_on=today - timedelta(days=400),
            expires_on=today + timedelta(days=400),
            evidence=Evidence(b"%PDF-1.7 a license"),
        )
        activate_provider(owner, provider_id=provider_id)
        set_weekly_hours(owner, provider_id=provider_id, hours=ALL_DAY)
        terms = OfferingTerms(name="Individual session", price=Money(15_000))
        offering_id = add_offering(owner, provider_id=provider_id, terms=terms)
        # The register and the mail server are asked after the commit: there are none.
        connection.run_on_commit.clear()
    return MeasuredCalendar(practice_id, provider_id, provider_person_id, offering_id)


def _let_work(owner: Actor, person_id: UUID) -> None:
    """Open the state and employ the provider, where the edition asks for it."""
    standing, begins_on = policy(StandingPolicy), now().date() - timedelta(days=30)
    if standing.needs_state_authorization:
        prepare_state(owner, state=STATE, done_items=standing.launch_items)
        open_state(owner, state=STATE, begins_on=begins_on)
    if standing.needs_employment:
        employed = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=begins_on)
        note_hire_items(owner, employment_id=employed, done_items=standing.hire_items, starts_on=begins_on)
        confirm_employment(owner, employment_id=employed)


def starts(count: int) -> Sequence[datetime]:
    """Return so many starts, an hour apart, from the day after tomorrow on: no notice is longer."""
    first = datetime.combine(now().date() + timedelta(days=2), time(), UTC)
    return [first + timedelta(hours=number) for number in range(count)]
