"""What follows for the money of a seat: what goes back when it is canceled or missed, and when the rest is earned."""

from uuid import UUID

from attune.billing.actions.earn import earn
from attune.billing.actions.request_refund import request_refund
from attune.billing.queries.payments import payment_id_of_seat, payment_of_seat
from attune.billing.rules.states import PaymentState, RefundReason
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.scheduling.queries.seats_to_tell import seat_to_tell


def settle_canceled_seat(actor: Actor, seat_id: UUID) -> None:
    """Give back what was paid for a canceled seat less its fee, and earn the fee. Follows scheduling.seat.canceled."""
    _settle(actor, seat_id, RefundReason.CANCELED)


def settle_missed_seat(actor: Actor, seat_id: UUID) -> None:
    """Give back what a missed session does not cost, and earn the rest. Follows scheduling.seat.missed."""
    _settle(actor, seat_id, RefundReason.MISSED)


def settle_attended_seat(actor: Actor, seat_id: UUID) -> None:
    """Earn what was paid for a session that took place. Follows scheduling.seat.attended."""
    system = _system(actor)
    payment_id = payment_id_of_seat(system, seat_id)
    if payment_id is not None:
        earn(system, payment_id)


def _settle(actor: Actor, seat_id: UUID, reason: RefundReason) -> None:
    system = _system(actor)
    paid = payment_of_seat(system, seat_id)
    if paid is None or paid.state is not PaymentState.SUCCEEDED:
        return
    going_back = paid.kept - seat_to_tell(system, seat_id).fee
    if going_back.minor > 0:
        request_refund(system, payment_id=paid.payment_id, amount=going_back, reason=reason)
    earn(system, paid.payment_id)


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A payment").practice_id, request_id=actor.request_id)
