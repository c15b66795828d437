"""From a held seat to its payment: what costs nothing is booked, everything else is asked for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.billing.actions.request_payment import request_payment
from attune.billing.actions.try_card import try_card
from attune.billing.queries.payments import PaymentFacts, payment
from attune.billing.route import payment_route
from attune.billing.rules.states import PaymentState
from attune.foundation.authorization import Actor
from attune.patients.actions.open_chart import open_chart
from attune.patients.queries.answers import answers
from attune.scheduling.booking_errors import HoldExpired
from attune.scheduling.queries.appointments import SeatFacts, seat
from attune.workflows.book_session import Kept, Wish, book_session, require_still_bookable


@dataclass(frozen=True, slots=True)
class CheckOut:
    """What became of a confirmed hold. ``payment_id`` None: there is nothing to pay, and the seat is booked."""

    seat_id: UUID
    payment_id: UUID | None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A payment and the seat it is for. ``is_held``: the time is still kept; else nothing is charged for it."""

    payment: PaymentFacts
    seat: SeatFacts
    is_held: bool


def check_out(actor: Actor, wish: Wish, *, hold_id: UUID, kept: Kept | None = None) -> CheckOut:
    """Open the chart of whom the hold is for and ask for its payment, or book at once what costs nothing.

    In a scope of the practice and the person, plane self; once however often it is asked. The price and what is quoted
    of it are the seat's, whatever a page says. ``kept`` is the hold where it was asked for in this very transaction:
    of one that was made in it, clearance was decided a moment ago. Raises what book_session and the route raise.
    """
    facts = seat(actor, hold_id)
    if facts.price.minor == 0 or facts.state == "booked":
        booked = book_session(actor, wish, hold_id=hold_id)
        return CheckOut(booked.seat_id, None, booked.is_repeated)
    assert actor.person_id is not None, "somebody signed in checks out"
    told = kept.told if kept is not None else answers(actor.person_id)
    if kept is None or not kept.held.is_new or facts.is_couple:
        require_still_bookable(actor, wish, hold_id=hold_id, told=told)
    open_chart(actor, person_id=actor.person_id, dependent_id=told.dependent_id, told=told)
    quote = payment_route().quote(actor, facts.price, facts.ends_at)
    return CheckOut(facts.seat_id, request_payment(actor, seat_id=facts.seat_id, price=facts.price, quote=quote))


def due(actor: Actor, payment_id: UUID, *, now: datetime) -> Due:
    """Return the actor's own payment with its seat. Raises NotPermitted, NoSuchPayment or NoSuchSeat."""
    asked = payment(actor, payment_id)
    facts = seat(actor, asked.seat_id)
    is_held = facts.state == "held" and facts.hold_expires_at is not None and facts.hold_expires_at > now
    return Due(asked, facts, is_held)


def pay(actor: Actor, payment_id: UUID, *, payment_method: str, now: datetime) -> None:
    """Try a card for the actor's payment while its time is kept; what came of it is there after the commit.

    In a scope of the practice and the person. Raises what try_card raises, and HoldExpired or NotCleared: no card is
    charged for a session that cannot be.
    """
    found = due(actor, payment_id, now=now)
    if not found.is_held and found.payment.state in (PaymentState.REQUESTED, PaymentState.AWAITING_CARD):
        raise HoldExpired(found.seat.hold_expires_at)
    if found.is_held:
        wish = Wish(found.seat.offering_id, found.seat.starts_at, found.seat.place)
        require_still_bookable(actor, wish, hold_id=found.seat.seat_id)
    try_card(actor, payment_id=payment_id, payment_method=payment_method)
