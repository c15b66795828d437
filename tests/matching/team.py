"""A practice with clinicians who can be booked, and somebody who answered the questions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from attune.credentialing.models import ClearanceDecision, Profile, Provider
from attune.directory.actions.publish import publish_listing
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.actions.answer import answer
from attune.patients.models import Chart
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Where, Who
from attune.practices.models import Practice
from attune.practices.rules.policy import TenancyPolicy
from attune.scheduling.models import Appointment, Offering, Seat
from tests.directory.listings import offering, provider
from tests.tenancy.rows import key_of, make_row

BORN = date(1990, 5, 4)
OFFERING = {"format", "places", "price_minor", "takes_new_patients", "notice_minutes", "horizon_days", "starts"}


def practice() -> UUID:
    """Return a live practice's id: the one there is, in an edition with one."""
    found = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    if policy(TenancyPolicy).practices_max == 1 and found:
        return found.id
    return Practice.objects.create(name="Lantern Practice", slug=f"lantern-{new_id().hex}", zone="America/New_York").id


def clinician(practice_id: UUID, name: str = "Dana Reyes", *, sessions_max: int = 20, **published: Any) -> UUID:
    """Make a clinician of the practice with one listing, and return the provider's id."""
    told = {key: published.pop(key) for key in list(published) if key in OFFERING}
    with scope(practice_id):
        row = Provider.objects.create(
            person_id=new_id(),
            name=name,
            profession="psychologist",
            zone="America/New_York",
            state=Provider.State.ACTIVE,
            weekly_sessions_max=sessions_max,
        )
        Profile.objects.create(provider=row, slug=f"dana-{row.id.hex}")
        today = now().date()
        listing = provider(
            offering(**told),
            today=today,
            provider_id=row.id,
            provider_name=name,
            slug=f"dana-{row.id.hex}",
            **published,
        )
        publish_listing(system_actor(practice_id), listing)
    return row.id


def seeker(person_id: UUID | None = None) -> Actor:
    """Return somebody who looks for care, without an account unless told whose."""
    return Actor(person_id or new_id(), None, frozenset({Role.PATIENT}))


def answered(actor: Actor, *more: Any, state: str = "NY") -> Actor:
    """Let somebody answer: anxiety, for themselves, in a state; and what else is given."""
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        where = Where(state, "America/New_York", "")
        for given in (Concerns(("anxiety",)), Who(CareFor.SELF, BORN), where, *more):
            answer(actor, given)
    return actor


def session_booked(practice_id: UUID, provider_id: UUID, person_id: UUID | None) -> UUID:
    """Let somebody have a booked session tomorrow, and return the seat's id."""
    assert person_id is not None
    with scope(practice_id):
        chart = Chart.objects.create(
            person_id=person_id,
            relation="self",
            name="Ana Reyes",
            birth_date=BORN,
            state="NY",
            zone="America/New_York",
            email="ana@example.org",
            intake="{}",
            opened_at=now(),
        )
        kind = Offering.objects.create(provider_id=provider_id, name="Session", price_minor=15_000)
        starts_at = now() + timedelta(days=1)
        appointment = Appointment.objects.create(
            provider_id=provider_id,
            offering=kind,
            format="individual",
            place="video",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=50),
            zone="America/New_York",
            state=Appointment.State.CONFIRMED,
        )
        seat = Seat.objects.create(
            appointment=appointment,
            person_id=person_id,
            chart_id=chart.id,
            number=1,
            seats_max=1,
            state=Seat.State.BOOKED,
            patient_state="NY",
            clearance_id=key_of(make_row(ClearanceDecision)),
            price_minor=15_000,
            currency="USD",
            free_until_hours=24,
            late_fee_bps=5_000,
            missed_fee_bps=10_000,
        )
    return seat.id
