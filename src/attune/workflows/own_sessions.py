"""One's own sessions, asked of one practice after another: what two practices know meets in values alone."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.patients.queries.charts import own_charts
from attune.patients.rules.answers import Relation
from attune.practices.queries.registry import registered
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.own_seats import my_seat, my_seats
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
    return sorted(found, key=by_start)


def by_start(one: Session) -> tuple[datetime, UUID]:
    """Return what sessions of several practices are ordered by."""
    return one.seat.starts_at, one.seat.seat_id


def own_session(actor: Actor, seat_id: UUID) -> Session:
    """Return one of a person's sessions. Opens scopes. Raises NoSuchSeat, also for what is somebody else's."""
    with inside_own_session(actor, seat_id) as (_, found):
        return found


@contextmanager
def inside_own_session(actor: Actor, seat_id: UUID) -> Iterator[tuple[Actor, Session]]:
    """Give the person as who they are at the practice of one of their sessions, and the session, in a scope there.

    Opens scopes. Raises NoSuchSeat, also for what is somebody else's.
    """
    for practice_id in own_practices(actor):
        with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
            here = replace(actor, practice_id=practice_id)
            try:
                seat = my_seat(here, seat_id)
            except NoSuchSeat:
                continue
            (found,) = named(here, registered(practice_id).name, [seat])
            yield here, found
            return
    raise NoSuchSeat(seat_id)


def named(actor: Actor, practice_name: str, seats: Iterable[SeatFacts]) -> list[Session]:
    """Return a person's seats at one practice with the names around them; in a scope of theirs there."""
    found = list(seats)
    charts = own_charts(actor) if found else ()
    children = {one.chart_id: one.name for one in charts if one.relation is Relation.GUARDIAN}
    assert actor.practice_id is not None, "in a scope at a practice"
    return [
        Session(actor.practice_id, practice_name, one, children.get(one.chart_id, "") if one.chart_id else "")
        for one in found
    ]


def _at(actor: Actor, practice_id: UUID) -> list[Session]:
    with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
        here = replace(actor, practice_id=practice_id)
        return named(here, registered(practice_id).name, my_seats(here))
