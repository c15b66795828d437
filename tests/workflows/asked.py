"""A couple's session that one has booked, and what the other one is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.notifications.models import Message
from attune.scheduling.actions.name_partner import name_partner
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
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


def states(where: Bookable) -> list[tuple[int, str, int]]:
    """Return each seat's number, state and price, as they came."""
    with scope(where.practice.practice_id):
        rows = Seat.objects.order_by("created_at", "number")
        return list(rows.values_list("number", "state", "price_minor"))


def session(where: Bookable) -> str:
    """Return the state of the one session there is."""
    with scope(where.practice.practice_id):
        return Appointment.objects.get().state


def mails(where: Bookable) -> list[str]:
    """Return the kinds of what was mailed, in order."""
    with scope(where.practice.practice_id):
        return [
            one.removeprefix("scheduling.") for one in Message.objects.order_by("id").values_list("kind", flat=True)
        ]


def after_the_answer_was_due(asked: Asked) -> None:
    """Let the clock show a moment after the partner could answer."""
    with scope(asked.seen.practice_id):
        due = PartnerInvitation.objects.get().answer_by
    move_clock(due - now() + timedelta(seconds=1))
