"""Seats whose holders are to be told something: as they are now, at the moment of telling."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from attune.foundation.authorization import Actor, authorize
from attune.kernel.interval import Interval
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.queries.appointments import SeatFacts, seat_facts
from attune.scheduling.telling_permissions import TELL_HOLDERS


@dataclass(frozen=True, slots=True)
class SessionToTell:
    """A session, to whoever gives it: nobody else is named. ``sequence`` counts its changes of time."""

    appointment_id: UUID
    provider_id: UUID
    provider_person_id: UUID
    starts_at: datetime
    sequence: int


@dataclass(frozen=True, slots=True)
class HoldToTell:
    """What a seat was held for, and until when: None once it is not held any more."""

    offering_id: UUID
    starts_at: datetime
    place: str
    held_until: datetime | None

    def is_held(self, moment: datetime) -> bool:
        """Return whether the time is still kept at a moment."""
        return self.held_until is not None and self.held_until > moment


def session_to_tell(actor: Actor, appointment_id: UUID) -> SessionToTell:
    """Return a session of the open scope's practice. For the system. Raises NotPermitted or NoSuchAppointment."""
    authorize(actor, TELL_HOLDERS)
    row = Appointment.objects.select_related("provider").filter(id=appointment_id).first()
    if row is None:
        raise NoSuchAppointment(appointment_id)
    return SessionToTell(row.id, row.provider_id, row.provider.person_id, row.starts_at, row.sequence)


def seat_to_tell(actor: Actor, seat_id: UUID) -> SeatFacts:
    """Return a seat of the open scope's practice. For the system. Raises NotPermitted or NoSuchSeat."""
    authorize(actor, TELL_HOLDERS)
    row = _rows().filter(id=seat_id).first()
    if row is None:
        raise NoSuchSeat(seat_id)
    return seat_facts(row)


def hold_to_tell(actor: Actor, seat_id: UUID) -> HoldToTell:
    """Return the hold of a seat of the open scope's practice. For the system. Raises NotPermitted or NoSuchSeat."""
    authorize(actor, TELL_HOLDERS)
    columns = ("state", "hold_expires_at", "appointment__offering_id", "appointment__starts_at", "appointment__place")
    found = Seat.objects.filter(id=seat_id).values_list(*columns).first()
    if found is None:
        raise NoSuchSeat(seat_id)
    state, expires_at, offering_id, starts_at, place = found
    return HoldToTell(offering_id, starts_at, place, expires_at if state == Seat.State.HELD else None)


def appointment_of_seat(actor: Actor, seat_id: UUID) -> UUID:
    """Return which session of the open scope's practice a seat is in. Raises NotPermitted or NoSuchSeat."""
    authorize(actor, TELL_HOLDERS)
    found = Seat.objects.filter(id=seat_id).values_list("appointment_id", flat=True).first()
    if found is None:
        raise NoSuchSeat(seat_id)
    return found


def seats_to_tell(actor: Actor, appointment_id: UUID) -> tuple[SeatFacts, ...]:
    """Return the seats of an appointment that were ever booked. For the system. Raises NotPermitted."""
    authorize(actor, TELL_HOLDERS)
    rows = _rows().filter(appointment_id=appointment_id, booked_at__isnull=False).order_by("number", "id")
    return tuple(map(seat_facts, rows))


def coming_seats(actor: Actor, during: Interval) -> tuple[SeatFacts, ...]:
    """Return the booked seats of sessions that start within a time. For the system. Raises NotPermitted."""
    authorize(actor, TELL_HOLDERS)
    rows = _rows().filter(
        state=Seat.State.BOOKED,
        appointment__state=Appointment.State.CONFIRMED,
        appointment__starts_at__gte=during.start,
        appointment__starts_at__lt=during.end,
    )
    return tuple(map(seat_facts, rows.order_by("appointment__starts_at", "id")))


def _rows() -> QuerySet[Seat]:
    return Seat.objects.select_related(
        "appointment", "appointment__offering", "appointment__provider", "appointment__room"
    )
