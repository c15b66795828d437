"""A session that is moved is paid out by its new end."""

from uuid import UUID

from attune.billing.actions.promise_anew import promise_anew
from attune.billing.queries.payments import payment_of_seat
from attune.billing.route import payment_route
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import current_scope
from attune.scheduling.queries.seats_to_tell import seats_to_tell


def requote_payout(actor: Actor, appointment_id: UUID) -> None:
    """Promise the money of every seat for the day that follows from the new time. Follows the move of a session."""
    system = system_actor(current_scope("A session").practice_id, request_id=actor.request_id)
    for seat in seats_to_tell(system, appointment_id):
        paid = payment_of_seat(system, seat.seat_id)
        day = payment_route().promised_on(seat.ends_at)
        if paid is not None and paid.payout_on is not None and day is not None:
            promise_anew(system, paid.payment_id, payout_on=day)
