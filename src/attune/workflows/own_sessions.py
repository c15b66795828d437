"""One's own sessions, asked of one practice after another: what two practices know meets in values alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.patients.queries.charts import own_charts
from attune.patients.rules.answers import Relation
from attune.practices.queries.registry import registered
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.queries.appointments import SeatFacts, my_seats
from attune.workflows.own_practices import own_practices


@dataclass(frozen=True, slots=True)
class Session:
    """A seat with the names around it. ``child_name`` is empty where it is one's own."""

    practice_id: UUID
    practice_name: str
    seat: SeatFacts
    child_name: str

    def is_coming(self, now: datetime) -> bool:
        """Return whether it is booked and not over."""
        return self.seat.state == "booked" and self.seat.ends_at > now

    def is_open(self, now: datetime) -> bool:
        """Return whether it can still be changed."""
        return self.seat.state == "booked" and self.seat.starts_at > now


def own_sessions(actor: Actor) -> list[Session]:
    """Return the sessions of a person in their own care, of every practice, by start. Opens scopes."""
    found = [one for practice_id in own_practices(actor) for one in _at(actor, practice_id)]
    return sorted(found, key=lambda one: (one.seat.starts_at, one.seat.seat_id))


def own_session(actor: Actor, seat_id: UUID) -> Session:
    """Return one of a person's sessions. Opens scopes. Raises NoSuchSeat, also for what is somebody else's."""
    for practice_id in own_practices(actor):
        for one in _at(actor, practice_id):
            if one.seat.seat_id == seat_id:
                return one
    raise NoSuchSeat(seat_id)


def _at(actor: Actor, practice_id: UUID) -> list[Session]:
    with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
        return list(_sessions(replace(actor, practice_id=practice_id), practice_id))


def _sessions(actor: Actor, practice_id: UUID) -> Iterator[Session]:
    children = {one.chart_id: one.name for one in own_charts(actor) if one.relation is Relation.GUARDIAN}
    practice = registered(practice_id)
    for seat in my_seats(actor):
        child = children.get(seat.chart_id, "") if seat.chart_id else ""
        yield Session(practice_id, practice.name, seat, child)
