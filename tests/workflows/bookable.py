"""A provider whom strangers find and book in either edition, and somebody who may book them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import Plane, scope
from attune.scheduling.rules.offering import OfferingTerms
from attune.workflows.book_session import Wish, book_session, hold_session
from tests.credentialing.people import OTHER_NPI
from tests.patients.people import agree_to_all, tell_all
from tests.scheduling.booking import Bookable, bookable
from tests.scheduling.providers import TERMS
from tests.support.world import CastMember, CastPractice, joined, person

AUSTIN, CHICAGO = "78701", "60601"


@dataclass(frozen=True, slots=True)
class Seen:
    """A seat as its booking left it."""

    where: Bookable
    actor: Actor
    seat_id: UUID
    appointment_id: UUID
    starts_at: datetime

    @property
    def practice_id(self) -> UUID:
        """Whose it is."""
        return self.where.practice.practice_id


def go_to(moment: datetime) -> None:
    """Let the product's clock show a moment."""
    move_clock(moment - datetime.now(UTC))


def open_practice(practice: CastPractice, *, terms: OfferingTerms = TERMS) -> Bookable:
    """Let the practice's provider be booked in Texas; that publishes when."""
    with scope(practice.practice_id):
        return bookable(practice, terms)


def colleague(where: Bookable) -> CastMember:
    """Make somebody else of the practice who sees patients."""
    return joined(person("noor@example.org", "Noor Nakamura"), where.practice.practice_id, {Role.PROVIDER})


def offered_by(member: CastMember, where: Bookable) -> Bookable:
    """Let a colleague offer the same."""
    with scope(where.practice.practice_id):
        return bookable(where.practice, person_id=member.person_id, npi=OTHER_NPI)


def seeker(email: str = "mira@example.org", name: str = "Mira Okafor", *, zip_code: str = AUSTIN) -> CastMember:
    """Make somebody who told all and agreed to all, in Texas unless told otherwise."""
    member = person(email, name)
    tell_all(member.person_id, zip_code=zip_code)
    agree_to_all(member.person_id, state="TX" if zip_code == AUSTIN else "IL")
    return member


def booked_by(member: CastMember, where: Bookable, starts_at: datetime) -> Seen:
    """Book a session by video as a patient does."""
    practice_id = where.practice.practice_id
    actor, wish = (
        Actor(member.person_id, practice_id, frozenset({Role.PATIENT})),
        Wish(where.offering_id, starts_at, "video"),
    )
    with scope(practice_id, person_id=member.person_id, plane=Plane.SELF):
        held = hold_session(actor, wish).held
        got = book_session(actor, wish, hold_id=held.hold_id)
    return Seen(where, actor, got.seat_id, got.appointment_id, got.starts_at)
