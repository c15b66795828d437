"""What is to be done in a session, as far as it decides who may do it."""

from uuid import UUID

from attune.credentialing.queries.decisions import service_decided_on
from attune.credentialing.rules.clearance import Service
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.models import Seat


def service_of_seat(seat_id: UUID) -> Service:
    """Return what clearance was asked about when a seat was booked. In the practice's scope. Raises NoSuchSeat."""
    decision_id = Seat.objects.filter(id=seat_id).values_list("clearance_id", flat=True).first()
    if decision_id is None:
        raise NoSuchSeat(seat_id)
    return service_decided_on(decision_id)
