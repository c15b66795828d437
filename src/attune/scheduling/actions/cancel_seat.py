"""Canceling one participant's seat: by the patient under the policy of the booking, or by the practice for nothing."""

from dataclasses import dataclass
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.kernel.money import Money
from attune.scheduling.actions.expire_holds import release_empty
from attune.scheduling.actions.occupying import free_seat, lock_times
from attune.scheduling.actions.reach import seat_to_change
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_CANCELED, SEAT_CANCELED, TIMES_CHANGED
from attune.scheduling.booking_errors import SeatIsNot, TooLate
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.queries.policies import policy_of, price_of
from attune.scheduling.rules.couples import COUPLE


@dataclass(frozen=True, slots=True)
class SeatCanceled:
    """What became of it. ``fee`` is due under the policy; ``has_ended_session``: nobody else was coming."""

    seat_id: UUID
    fee: Money
    has_ended_session: bool


@retried
def cancel_seat(actor: Actor, *, seat_id: UUID, reason: str = "") -> SeatCanceled:
    """Cancel a booked seat before its session begins; other participants keep theirs, but a couple comes as one.

    Safe to repeat. The reason is optional and kept encrypted. Raises NotPermitted, NoSuchSeat, SeatIsNot or TooLate.
    """
    seat, _ = seat_to_change(actor, seat_id)
    lock_times(seat.appointment.provider.person_id)
    seat, side = seat_to_change(actor, seat_id)
    appointment, moment = seat.appointment, now()
    if seat.state == Seat.State.CANCELED:
        is_over = appointment.state == Appointment.State.CANCELED
        return SeatCanceled(seat.id, Money(seat.fee_minor, seat.currency), is_over)
    if seat.state != Seat.State.BOOKED:
        raise SeatIsNot(seat.state)
    if moment >= appointment.starts_at:
        raise TooLate(appointment.starts_at)
    seats = [seat, *_partners_of(seat)]
    fee = Money(0, seat.currency)
    for one in seats:
        owed = Money(0, one.currency)
        if side == Seat.Side.PATIENT:
            owed = policy_of(one).cancellation_fee(price_of(one), starts_at=appointment.starts_at, now=moment)
        end_seat(actor, one, side=side, fee=owed, reason=reason)
        fee += owed
    is_over = bool(release_empty([appointment.id]))
    if is_over:
        Appointment.objects.filter(id=appointment.id).update(sequence=appointment.sequence + 1)
        record_fact(APPOINTMENT_CANCELED, actor, appointment.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    tell_pages(seats)
    return SeatCanceled(seat.id, fee, is_over)


def _partners_of(seat: Seat) -> list[Seat]:
    """Return the other seat of a couple."""
    if seat.appointment.format != COUPLE:
        return []
    rows = Seat.objects.filter(appointment_id=seat.appointment_id, state=Seat.State.BOOKED).exclude(id=seat.id)
    return list(rows.order_by("number"))


def end_seat(actor: Actor, seat: Seat, *, side: Seat.Side | None, fee: Money, reason: str) -> None:
    """Write one booked seat's cancellation; the caller holds the lock and tells of it. Nobody's side: it lapsed."""
    seat.state, seat.canceled_at, seat.canceled_by = Seat.State.CANCELED, now(), side or ""
    seat.fee_minor = fee.minor
    if reason.strip():
        seat.cancel_reason = reason.strip()
    seat.save(update_fields=["state", "canceled_at", "canceled_by", "fee_minor", "cancel_reason"])
    free_seat(seat.id)
    record(actor, "scheduling.seat.canceled", object_kind="seat", object_id=seat.id, patient_id=seat.chart_id)
    record_fact(SEAT_CANCELED, actor, seat.id)
