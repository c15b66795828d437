"""Giving a hold up before it is booked."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.scheduling.actions.expire_holds import release_empty
from attune.scheduling.actions.occupying import free_seat, lock_times
from attune.scheduling.actions.reach import seat_to_book, who_of_seat
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import TIMES_CHANGED
from attune.scheduling.booking_permissions import BOOK_SEAT
from attune.scheduling.models import Appointment, Seat


@retried
def release_hold(actor: Actor, *, hold_id: UUID) -> bool:
    """Give a held seat back and return whether it was still held. Raises NotPermitted or NoSuchSeat."""
    authorize(actor, BOOK_SEAT)
    lock_times(who_of_seat(actor, hold_id).provider_person_id)
    seat = seat_to_book(actor, hold_id)
    if seat.state != Seat.State.HELD:
        return False
    release(actor, seat, seat.appointment)
    return True


def release(actor: Actor, seat: Seat, appointment: Appointment) -> None:
    """End a hold; the caller holds the lock on the provider's time."""
    Seat.objects.filter(id=seat.id).update(state=Seat.State.RELEASED)
    free_seat(seat.id)
    release_empty([appointment.id])
    record(actor, "scheduling.seat.released", object_kind="seat", object_id=seat.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    tell_pages([seat])
