"""Noting who is there: the evidence of a visit, written by its connections as they come, last and go."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Permission, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.scheduling.queries.appointments import appointment, seat
from attune.telehealth.actions.rooms import locked_room
from attune.telehealth.actions.tell import tell_visit
from attune.telehealth.door_errors import DoorShut, NoSuchPresence
from attune.telehealth.models import Presence
from attune.telehealth.permissions import ENTER_OWN_ROOM, HOLD_ROOM
from attune.telehealth.queries.room import own_room_in, room_in
from attune.telehealth.rules.door import Barrier, Door, door_at
from attune.telehealth.rules.policy import VisitPolicy

OF_SIDE: dict[str, Permission] = {Presence.Side.PROVIDER: HOLD_ROOM, Presence.Side.PATIENT: ENTER_OWN_ROOM}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A connection that is there now. ``is_inside``: else it waits to be let in."""

    presence_id: UUID
    room_id: UUID
    appointment_id: UUID
    is_inside: bool


@transaction.atomic
def arrive_as_patient(actor: Actor, *, seat_id: UUID) -> Arrived:
    """Note that a patient's connection is in the waiting room, or in the room once they were let in.

    In the practice's scope and the person's. Raises NotPermitted, NoSuchSeat, NoSuchVisit or DoorShut.
    """
    authorize(actor, ENTER_OWN_ROOM)
    facts = seat(actor, seat_id)
    barrier = own_room_in(actor, facts).barrier
    if barrier not in (None, Barrier.WAITING):
        raise DoorShut(barrier)
    spot = Presence.Spot.INSIDE if barrier is None else Presence.Spot.WAITING
    arrived = _arrive(actor, facts.appointment_id, side=Presence.Side.PATIENT, spot=spot, seat_id=seat_id)
    _record(actor, "entered", arrived.presence_id, facts.chart_id)
    tell_visit(facts.appointment_id, person_id=facts.person_id)
    return arrived


@transaction.atomic
def arrive_as_provider(actor: Actor, *, appointment_id: UUID) -> Arrived:
    """Note that the provider's connection is in the room.

    Raises NotPermitted, NoSuchAppointment, NoSuchVisit or DoorShut.
    """
    authorize(actor, HOLD_ROOM)
    session = appointment(actor, appointment_id)
    barrier = room_in(actor, session).barrier
    if barrier is not None:
        raise DoorShut(barrier)
    arrived = _arrive(actor, appointment_id, side=Presence.Side.PROVIDER, spot=Presence.Spot.INSIDE, seat_id=None)
    _record(actor, "entered", arrived.presence_id, None)
    for one in session.seats:
        tell_visit(appointment_id, person_id=one.person_id)
    return arrived


@transaction.atomic
def still_there(actor: Actor, *, presence_id: UUID, is_connected: bool = False) -> None:
    """Note that a connection is still there, and that both see and hear each other if they do.

    Raises NotPermitted, NoSuchPresence, or DoorShut once the session is over or does not take place.
    """
    row = _own(actor, presence_id)
    session = row.room.appointment
    if session.state == session.State.CANCELED:
        raise DoorShut(Barrier.NOT_BOOKED)
    if door_at(now(), Interval(session.starts_at, session.ends_at), policy(VisitPolicy)) is not Door.OPEN:
        raise DoorShut(Barrier.OVER)
    row.seen_at = now()
    if is_connected and row.connected_at is None:
        row.connected_at = now()
    row.save(update_fields=["seen_at", "connected_at"])


@transaction.atomic
def leave(actor: Actor, *, presence_id: UUID) -> None:
    """Note that a connection is gone. Raises NotPermitted or NoSuchPresence."""
    row = _own(actor, presence_id)
    row.seen_at = row.left_at = now()
    row.save(update_fields=["seen_at", "left_at"])
    _record(actor, "left", row.id, None)
    seats = row.room.appointment.seat_set.filter(booked_at__isnull=False)
    for person_id in {*seats.values_list("person_id", flat=True)}:
        tell_visit(row.room.appointment_id, person_id=person_id)


def _arrive(
    actor: Actor, appointment_id: UUID, *, side: Presence.Side, spot: Presence.Spot, seat_id: UUID | None
) -> Arrived:
    assert actor.person_id is not None, "people are in rooms"
    room = locked_room(appointment_id)
    row = Presence.objects.create(
        room=room, seat_id=seat_id, person_id=actor.person_id, side=side, spot=spot, joined_at=now(), seen_at=now()
    )
    return Arrived(row.id, room.id, appointment_id, is_inside=spot == Presence.Spot.INSIDE)


def _own(actor: Actor, presence_id: UUID) -> Presence:
    rows = Presence.objects.select_for_update(of=("self",)).select_related("room__appointment")
    row = rows.filter(id=presence_id, left_at=None).first()
    if row is None or row.person_id != actor.person_id:
        raise NoSuchPresence(presence_id)
    authorize(actor, OF_SIDE[row.side])
    return row


def _record(actor: Actor, what: str, presence_id: UUID, chart_id: UUID | None) -> None:
    record(actor, f"telehealth.presence.{what}", object_kind="presence", object_id=presence_id, patient_id=chart_id)
