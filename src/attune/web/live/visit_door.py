"""Who may connect to a visit, asked of the database: for each look a scope of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import IntEnum
from uuid import UUID

from attune.foundation.authorization import Actor, NotPermitted
from attune.foundation.tenancy import Plane, scope
from attune.identity.sessions import SessionStore
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.telehealth.actions import note_presence
from attune.telehealth.actions.note_presence import Arrived
from attune.telehealth.door_errors import DoorShut, NoSuchPresence, NoSuchVisit
from attune.telehealth.queries.room import own_room
from attune.telehealth.rules.door import Barrier
from attune.workflows.own_sessions import own_session


class Code(IntEnum):
    """Why a connection was closed, as the browser is told."""

    MALFORMED = 4400
    SIGNED_OUT = 4401
    SHUT = 4403
    NOT_THERE = 4404
    ELSEWHERE = 4409
    TOO_MUCH = 4429


class Refused(Exception):
    """The connection does not stand. ``barrier`` is the door's reason where the door is shut."""

    def __init__(self, code: Code, barrier: str = "") -> None:
        super().__init__(code)
        self.code, self.barrier = code, barrier


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is behind a connection, on which side of which session. ``visit_id``: the seat's, or the appointment's."""

    actor: Actor
    practice_id: UUID
    is_provider: bool
    visit_id: UUID

    @property
    def person_id(self) -> UUID:
        """Who it is."""
        assert self.actor.person_id is not None, "people connect"
        return self.actor.person_id

    @property
    def side(self) -> str:
        """Which side of the visit it is."""
        return "provider" if self.is_provider else "patient"

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Open the scope the caller's side works in."""
        plane = Plane.CARE if self.is_provider else Plane.SELF
        with scope(self.practice_id, person_id=self.person_id, plane=plane):
            yield


def caller(session_key: str | None, *, seat_id: UUID | None = None, appointment_id: UUID | None = None) -> Caller:
    """Return who comes: a patient to their seat, or a provider to a session of theirs. Raises Refused."""
    session = SessionStore(session_key)
    session.is_passive = True
    person = session.person
    if person is None:
        raise Refused(Code.SIGNED_OUT)
    if seat_id is not None:
        actor = person.patient_actor()
        try:
            practice_id = own_session(actor, seat_id).practice_id
        except NoSuchSeat:
            raise Refused(Code.NOT_THERE) from None
        return Caller(replace(actor, practice_id=practice_id), practice_id, is_provider=False, visit_id=seat_id)
    assert appointment_id is not None, "a visit is named by its seat or its appointment"
    place = person.place(session.active_practice_id)
    if place is None or place.is_platform or not person.has_second_factor:
        raise Refused(Code.NOT_THERE)
    return Caller(person.actor(place.practice_id), place.practice_id, is_provider=True, visit_id=appointment_id)


def arrive(who: Caller) -> Arrived:
    """Note that a connection is there, and return where. Raises Refused."""
    with who.scope(), _refusals():
        if who.is_provider:
            return note_presence.arrive_as_provider(who.actor, appointment_id=who.visit_id)
        return note_presence.arrive_as_patient(who.actor, seat_id=who.visit_id)


def come_in_if_admitted(who: Caller, waiting: Arrived) -> Arrived | None:
    """Move a connection from the waiting room into the room, if somebody let it in. Raises Refused."""
    with who.scope(), _refusals():
        barrier = own_room(who.actor, who.visit_id).barrier
        if barrier is Barrier.WAITING:
            return None
        if barrier is not None:
            raise DoorShut(barrier)
        note_presence.leave(who.actor, presence_id=waiting.presence_id)
        return note_presence.arrive_as_patient(who.actor, seat_id=who.visit_id)


def stay(who: Caller, session_key: str | None, presence_id: UUID, *, is_connected: bool) -> None:
    """Note that a connection is still there, if who is behind it still is who they were. Raises Refused.

    Somebody in a call is not idle: it keeps their session as their own hands would.
    """
    session = SessionStore(session_key)
    session.is_passive = not is_connected
    person = session.person
    if person is None or person.person_id != who.person_id:
        raise Refused(Code.SIGNED_OUT)
    if who.is_provider:
        roles = person.actor(who.practice_id).roles
        if who.practice_id not in {place.practice_id for place in person.places} or not roles >= who.actor.roles:
            raise Refused(Code.NOT_THERE)
    with who.scope(), _refusals():
        note_presence.still_there(who.actor, presence_id=presence_id, is_connected=is_connected)


def part(who: Caller, presence_id: UUID) -> None:
    """Note that a connection is gone."""
    try:
        with who.scope():
            note_presence.leave(who.actor, presence_id=presence_id)
    except NoSuchPresence:
        return


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except DoorShut as refusal:
        raise Refused(Code.SHUT, refusal.barrier) from None
    except (NoSuchSeat, NoSuchAppointment, NoSuchVisit, NoSuchPresence, NotPermitted):
        raise Refused(Code.NOT_THERE) from None
