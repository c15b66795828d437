"""Booked seats of sessions that are over, of which nobody said whether their participant came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.scheduling.booking_permissions import FIND_UNMARKED
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.queries.appointments import SeatFacts, seat_facts

LOOK_BACK = timedelta(days=60)
"""How far back a session may lie to be settled without anybody's doing."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A seat, and who gave the session."""

    seat: SeatFacts
    provider_person_id: UUID


def unmarked_seats(actor: Actor, *, ended_by: datetime) -> tuple[Unmarked, ...]:
    """Return the seats of sessions that had ended by a moment (inclusive), earliest end first.

    For jobs. Raises NotPermitted.
    """
    authorize(actor, FIND_UNMARKED)
    rows = Seat.objects.select_related(
        "appointment", "appointment__offering", "appointment__provider", "appointment__room"
    ).filter(
        state=Seat.State.BOOKED,
        appointment__state=Appointment.State.CONFIRMED,
        appointment__ends_at__lte=ended_by,
        appointment__ends_at__gt=ended_by - LOOK_BACK,
    )
    found = rows.order_by("appointment__ends_at", "id")
    return tuple(Unmarked(seat_facts(row), row.appointment.provider.person_id) for row in found)
