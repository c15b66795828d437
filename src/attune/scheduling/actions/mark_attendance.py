"""Saying who came and who did not."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.scheduling.actions.occupying import lock_times
from attune.scheduling.actions.reach import appointment_to_change
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import SEAT_ATTENDED, SEAT_MISSED
from attune.scheduling.booking_errors import NoSuchSeat, SeatIsNot, TooEarly
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.queries.policies import policy_of, price_of
from attune.scheduling.rules.couples import COUPLE

MARKABLE = (Seat.State.BOOKED, Seat.State.ATTENDED, Seat.State.MISSED)


@retried
def mark_attendance(actor: Actor, *, seat_id: UUID, has_attended: bool) -> None:
    """Record whether a participant, or a couple, came, once the session has begun; it may be corrected.

    Not coming costs what the policy of the booking says. Raises NotPermitted, NoSuchSeat, SeatIsNot or TooEarly.
    """
    about = Seat.objects.filter(id=seat_id).values_list("appointment_id", flat=True).first()
    appointment = appointment_to_change(actor, about or seat_id)
    lock_times(appointment.provider.person_id)
    seat = Seat.objects.filter(id=seat_id).first()
    if seat is None:
        raise NoSuchSeat(seat_id)
    if seat.state not in MARKABLE:
        raise SeatIsNot(seat.state)
    if now() < appointment.starts_at:
        raise TooEarly(appointment.starts_at)
    wanted = Seat.State.ATTENDED if has_attended else Seat.State.MISSED
    if seat.state == wanted:
        return
    seats = [seat, *_partners_of(seat, appointment)]
    for one in seats:
        one.state = wanted
        one.fee_minor = 0 if has_attended else policy_of(one).missed_fee(price_of(one)).minor
        one.save(update_fields=["state", "fee_minor"])
    _settle(appointment, wanted)
    for one in seats:
        record(actor, f"scheduling.seat.{wanted}", object_kind="seat", object_id=one.id, patient_id=one.chart_id)
        record_fact(SEAT_ATTENDED if has_attended else SEAT_MISSED, actor, one.id)
    tell_pages(seats)


def _partners_of(seat: Seat, appointment: Appointment) -> list[Seat]:
    """Return the other seat of a couple: the session took place, or it did not."""
    if appointment.format != COUPLE:
        return []
    return list(Seat.objects.filter(appointment=appointment, state__in=MARKABLE).exclude(id=seat.id))


def _settle(appointment: Appointment, said: Seat.State) -> None:
    """A session is over when nobody's attendance is open: somebody came, or it was a no-show."""
    states: set[str] = {said}
    if appointment.seats_max > 1:
        states = set(Seat.objects.filter(appointment=appointment, state__in=MARKABLE).values_list("state", flat=True))
    if Seat.State.BOOKED in states:
        return
    came = Seat.State.ATTENDED in states
    Appointment.objects.filter(id=appointment.id).update(
        state=Appointment.State.COMPLETED if came else Appointment.State.NO_SHOW
    )
