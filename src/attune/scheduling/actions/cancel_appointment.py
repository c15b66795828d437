"""Canceling a whole session, by the practice: nobody owes anything for it."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.kernel.money import Money
from attune.scheduling.actions.cancel_seat import end_seat
from attune.scheduling.actions.occupying import free, lock_times
from attune.scheduling.actions.reach import appointment_to_change
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_CANCELED, TIMES_CHANGED
from attune.scheduling.booking_errors import ReasonNeeded, SeatIsNot, TooLate
from attune.scheduling.models import Appointment, Seat

OPEN = (Appointment.State.HELD, Appointment.State.CONFIRMED)


@retried
def cancel_appointment(actor: Actor, *, appointment_id: UUID, reason: str) -> None:
    """Cancel a session that has not begun, for every participant, with a reason that is kept encrypted.

    Safe to repeat. Raises NotPermitted, NoSuchAppointment, ReasonNeeded, SeatIsNot or TooLate.
    """
    appointment = appointment_to_change(actor, appointment_id)
    if not reason.strip():
        raise ReasonNeeded
    lock_times(appointment.provider.person_id)
    appointment, moment = appointment_to_change(actor, appointment_id), now()
    if appointment.state == Appointment.State.CANCELED:
        return
    if appointment.state not in OPEN:
        raise SeatIsNot(appointment.state)
    if moment >= appointment.starts_at:
        raise TooLate(appointment.starts_at)
    seats = list(Seat.objects.filter(appointment=appointment, state__in=[Seat.State.HELD, Seat.State.BOOKED]))
    for seat in seats:
        if seat.state == Seat.State.BOOKED:
            end_seat(actor, seat, side=Seat.Side.PRACTICE, fee=Money(0, seat.currency), reason="")
    Seat.objects.filter(appointment=appointment, state=Seat.State.HELD).update(state=Seat.State.RELEASED)
    free([appointment.id])
    appointment.state, appointment.canceled_at = Appointment.State.CANCELED, moment
    appointment.sequence += 1
    appointment.cancel_reason = reason.strip()
    appointment.save(update_fields=["state", "canceled_at", "sequence", "cancel_reason"])
    record(actor, "scheduling.appointment.canceled", object_kind="appointment", object_id=appointment.id)
    record_fact(APPOINTMENT_CANCELED, actor, appointment.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    tell_pages(seats)
