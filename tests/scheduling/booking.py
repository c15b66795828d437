"""A provider who can be booked, people who book, and what they get: by the product's own actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.actions.provider_states import activate_provider
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.models import Chart
from attune.scheduling.actions.book_seat import Booked, book_seat
from attune.scheduling.actions.hold_seat import Held, hold_seat
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.rules.availability import WeeklyHours
from attune.scheduling.rules.offering import OfferingTerms
from tests.credentialing.people import BORN, NPI, employed, licensed, verified
from tests.scheduling.providers import TERMS, an_offering
from tests.support.accounts import let_be_paid_here
from tests.support.world import CastPractice

EASTERN = ZoneInfo("America/New_York")
ALL_WEEK = [WeeklyHours(weekday=day, opens=time(9), closes=time(17)) for day in range(1, 8)]


@dataclass(frozen=True, slots=True)
class Bookable:
    """A provider with an offering that people in Texas may book."""

    practice: CastPractice
    provider_id: UUID
    offering_id: UUID

    @property
    def provider(self) -> Actor:
        """The provider as an actor."""
        return self.practice[Role.PROVIDER].actor

    @property
    def desk(self) -> Actor:
        """Who runs the practice's calendars."""
        return self.practice[Role.SCHEDULER].actor

    def patient(self, person_id: UUID | None = None) -> Actor:
        """Return somebody who books for themselves."""
        return Actor(person_id or new_id(), self.practice.practice_id, frozenset({Role.PATIENT}))

    @contextmanager
    def open(self, actor: Actor | None = None) -> Iterator[None]:
        """Open the practice's scope, as staff or in a patient's own plane."""
        plane = Plane.SELF if actor and actor.roles == {Role.PATIENT} else Plane.CARE
        with scope(self.practice.practice_id, person_id=actor.person_id if actor else None, plane=plane):
            yield


def bookable(
    practice: CastPractice, terms: OfferingTerms = TERMS, *, person_id: UUID | None = None, npi: str = NPI
) -> Bookable:
    """Make a provider bookable in the practice's open scope, each day from nine to five, Eastern time.

    They are the cast's provider, unless it is somebody else.
    """
    owner, who = practice[Role.OWNER].actor, person_id or practice[Role.PROVIDER].person_id
    if person_id is None:
        let_be_paid_here(practice.practice_id)
    employed(who, "TX")
    provider_id = add_provider(
        owner,
        person_id=who,
        name="Maria Testerson",
        profession=Profession.PSYCHOLOGIST,
        npi=npi,
        zone="America/New_York",
        birth_date=BORN,
    )
    verified(owner, provider_id, npi=npi)
    licensed(owner, provider_id, "TX")
    activate_provider(owner, provider_id=provider_id)
    set_weekly_hours(owner, provider_id=provider_id, hours=ALL_WEEK)
    return Bookable(practice, provider_id, an_offering(practice, provider_id, terms))


def at(hour: int, minute: int = 0, *, days: int = 3) -> datetime:
    """Return a wall-clock time, Eastern, so many days from now."""
    day = (now().astimezone(EASTERN) + timedelta(days=days)).date()
    return datetime.combine(day, time(hour, minute), EASTERN)


def hold(where: Bookable, actor: Actor, starts_at: datetime, **changed: object) -> Held:
    """Hold a time for the actor in the open scope."""
    asked = {"offering_id": where.offering_id, "place": "video", "person_id": actor.person_id, "patient_state": "TX"}
    return hold_seat(actor, starts_at=starts_at, **(asked | changed))  # type: ignore[arg-type]


def chart_of(actor: Actor, name: str = "Ana Reyes") -> UUID:
    """Return the actor's chart, put on file in the open scope if there is none."""
    assert actor.person_id is not None
    known = Chart.objects.filter(person_id=actor.person_id).first()
    if known is not None:
        return known.id
    chart = Chart.objects.create(
        person_id=actor.person_id,
        relation="self",
        name=name,
        birth_date=datetime(1990, 5, 4, tzinfo=EASTERN).date(),
        state="TX",
        zone="America/Chicago",
        email="ana@example.org",
        intake="{}",
        opened_at=now(),
    )
    return chart.id


def booked(where: Bookable, actor: Actor, starts_at: datetime, **changed: object) -> Booked:
    """Hold and book a time for the actor's chart in the open scope."""
    held = hold(where, actor, starts_at, **changed)
    return book_seat(actor, hold_id=held.hold_id, chart_id=chart_of(actor))


COUPLE = replace(TERMS, name="Couple session", format="couple", minutes=80)


def group_of(seats: int) -> OfferingTerms:
    """Return the terms of a group."""
    return replace(TERMS, name="Group session", format="group", seats_max=seats)
