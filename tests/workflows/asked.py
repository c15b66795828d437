"""A couple's session that one has booked, and what the other one is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.scheduling.actions.name_partner import name_partner
from attune.workflows.book_session import Wish, book_session, hold_session
from attune.workflows.couples import come_too
from tests.scheduling.booking import Bookable
from tests.support.world import CastMember
from tests.workflows.bookable import Seen


@dataclass(frozen=True, slots=True)
class Asked:
    """What one booked, and the question to the other."""

    seen: Seen
    invitation_id: UUID


def booked_for_two(member: CastMember, where: Bookable, starts_at: datetime, *, partner: str) -> Asked:
    """Book a couple's session as who pays it does, and name the partner."""
    wish = Wish(where.offering_id, starts_at, "video")
    with own(where, member) as actor:
        held = hold_session(actor, wish).held
        invitation_id = name_partner(actor, hold_id=held.hold_id, email=partner)
        got = book_session(actor, wish, hold_id=held.hold_id)
    return Asked(Seen(where, actor, got.seat_id, got.appointment_id, got.starts_at), invitation_id)


def came_too(asked: Asked, member: CastMember) -> UUID:
    """Let the partner say yes, and return their seat."""
    with own(asked.seen.where, member) as actor:
        return come_too(actor, invitation_id=asked.invitation_id).seat_id


@contextmanager
def own(where: Bookable, member: CastMember) -> Iterator[Actor]:
    """Open somebody's own scope at the practice."""
    practice_id = where.practice.practice_id
    with scope(practice_id, person_id=member.person_id, plane=Plane.SELF):
        yield Actor(member.person_id, practice_id, frozenset({Role.PATIENT}))
