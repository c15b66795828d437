"""One's sessions, asked of one practice after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor
from attune.patients.queries.care_links import practices_of
from attune.patients.queries.charts import own_charts
from attune.patients.rules.answers import Relation
from attune.practices.queries.registry import registered
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.queries.appointments import SeatFacts, my_seats
from attune.web.access import PersonRequest, own_care


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


def sessions_of(request: PersonRequest) -> list[Session]:
    """Return the sessions of whoever asks, of every practice they are a patient of, by start. Opens scopes."""
    found = [one for practice_id in _practices(request) for one in _at(request, practice_id)]
    return sorted(found, key=lambda one: (one.seat.starts_at, one.seat.seat_id))


def session_of(request: PersonRequest, seat_id: UUID) -> Session:
    """Return one of their sessions. Opens scopes. Raises NoSuchSeat, also for what is somebody else's."""
    for practice_id in _practices(request):
        for one in _at(request, practice_id):
            if one.seat.seat_id == seat_id:
                return one
    raise NoSuchSeat(seat_id)


def _practices(request: PersonRequest) -> list[UUID]:
    with own_care(request):
        return [link.practice_id for link in practices_of(request.person.person_id)]


def _at(request: PersonRequest, practice_id: UUID) -> list[Session]:
    with own_care(request, practice_id) as actor:
        return list(_sessions(actor, practice_id))


def _sessions(actor: Actor, practice_id: UUID) -> Iterator[Session]:
    seats = my_seats(actor)
    children = {one.chart_id: one.name for one in own_charts(actor) if one.relation is Relation.GUARDIAN}
    practice = registered(practice_id)
    for seat in seats:
        child = children.get(seat.chart_id, "") if seat.chart_id else ""
        yield Session(practice_id, practice.name, seat, child)
