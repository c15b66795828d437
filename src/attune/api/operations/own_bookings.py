"""Booking, moving and canceling one's own sessions by a program: what the pages do, with the same refusals."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from ninja import Field, Schema
from pydantic import StringConstraints

from attune.api.operations.fields import LINE
from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.api.shared.errors import FeeIsAnother
from attune.directory.queries.offered import offered
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.move_appointment import reschedule_seat
from attune.scheduling.actions.name_partner import name_partner
from attune.scheduling.booking_errors import StartsInThePast
from attune.scheduling.booking_permissions import BOOK_OWN_SEAT, CHANGE_OWN_SEAT
from attune.scheduling.queries.appointments import SeatFacts, seat
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.check_out import check_out
from attune.workflows.own_sessions import own_session

own_operations = Operations(tags=["appointments"])

FARTHEST = timedelta(days=3660)
Code = Annotated[str, StringConstraints(max_length=10, pattern=r"^[a-z_]+$")]
Line = Annotated[str, StringConstraints(max_length=500, pattern=LINE)]


class BookingWish(Schema):
    """A start of the offering and how to meet. ``partner_email``: a couple's session, and whom to ask to come too."""

    starts_at: datetime
    place: Code = Field(..., description="One of the offering's places: video, phone or in_person.")
    partner_email: Annotated[str, StringConstraints(max_length=254)] = ""


class PaymentToMake(Schema):
    """Where the card is taken: a page of ours, which the patient opens signed in. No program handles a card."""

    id: UUID
    url: str


class BookingAnswer(Schema):
    """What is kept. ``held`` until ``held_until`` while ``payment`` is open; ``booked`` where nothing is to be paid."""

    id: UUID
    practice_id: UUID
    offering_id: UUID
    place: str
    starts_at: datetime
    ends_at: datetime
    state: str
    held_until: datetime | None
    free_until: datetime
    price_minor: int
    currency: str
    payment: PaymentToMake | None


class OwnCancellation(Schema):
    """``fee_minor`` is what canceling costs now, as the person was told; another sum cancels nothing."""

    fee_minor: int = Field(..., ge=0, le=100_000_000)
    reason: Line | None = None


class CanceledAnswer(Schema):
    """What became of it."""

    id: UUID
    state: str
    fee_minor: int
    currency: str


class Move(Schema):
    """Another start that is offered."""

    starts_at: datetime


class MovedAnswer(Schema):
    """When the session is now."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


def practice_of_offering(_actor: Actor, path: Mapping[str, Any]) -> UUID:
    """Return whose a published offering is; what cannot be booked is not there."""
    found = offered(UUID(str(path["offering_id"])), now=now())
    if found is None:
        raise Http404
    return found.practice_id


def practice_of_seat(actor: Actor, path: Mapping[str, Any]) -> UUID:
    """Return where one's own seat is. Raises NoSuchSeat."""
    return own_session(actor, UUID(str(path["appointment_id"]))).practice_id


@own_operations.offer(
    "POST",
    "/offerings/{offering_id}/own-appointments",
    permission=BOOK_OWN_SEAT,
    answer=BookingAnswer,
    status=HTTPStatus.CREATED,
    may_be_missing=True,
    may_conflict=True,
    practice_of=practice_of_offering,
)
def book_own_appointment(request: ApiRequest, offering_id: UUID, body: BookingWish) -> BookingAnswer:
    """Hold a time for oneself, or the child one answered for, and say where it is paid; it is booked once it is.

    The questions are answered and the consents signed in the pages before. What costs nothing is booked at once.
    """
    actor, wish = request.call.actor, Wish(offering_id, _ahead(body.starts_at), body.place)
    kept = hold_session(actor, wish)
    if seat(actor, kept.held.seat_id).is_couple and not kept.held.is_booked:
        name_partner(actor, hold_id=kept.held.hold_id, email=body.partner_email)
    out = check_out(actor, wish, hold_id=kept.held.hold_id, kept=kept)
    return _booking(seat(actor, out.seat_id), practice_id=actor.practice_id, payment_id=out.payment_id)


@own_operations.offer(
    "POST",
    "/own-appointments/{appointment_id}/cancel",
    permission=CHANGE_OWN_SEAT,
    answer=CanceledAnswer,
    may_be_missing=True,
    may_conflict=True,
    practice_of=practice_of_seat,
)
def cancel_own_appointment(request: ApiRequest, appointment_id: UUID, body: OwnCancellation) -> CanceledAnswer:
    """Cancel one's own session before it begins, for what the person was told that it costs; a couple's for both."""
    actor = request.call.actor
    found = seat(actor, appointment_id)
    fee = found.policy.cancellation_fee(found.price, starts_at=found.starts_at, now=now())
    if found.state == "booked" and fee.minor != body.fee_minor:
        raise FeeIsAnother(fee.minor)
    done = cancel_seat(actor, seat_id=appointment_id, reason=body.reason or "")
    return CanceledAnswer(id=done.seat_id, state="canceled", fee_minor=done.fee.minor, currency=done.fee.currency)


@own_operations.offer(
    "POST",
    "/own-appointments/{appointment_id}/move",
    permission=CHANGE_OWN_SEAT,
    answer=MovedAnswer,
    may_be_missing=True,
    may_conflict=True,
    practice_of=practice_of_seat,
)
def move_own_appointment(request: ApiRequest, appointment_id: UUID, body: Move) -> MovedAnswer:
    """Move one's own session to another start that is offered, while canceling would still be free."""
    actor = request.call.actor
    reschedule_seat(actor, seat_id=appointment_id, starts_at=_ahead(body.starts_at))
    found = seat(actor, appointment_id)
    return MovedAnswer(id=found.seat_id, starts_at=found.starts_at, ends_at=found.ends_at)


def _booking(found: SeatFacts, *, practice_id: UUID | None, payment_id: UUID | None) -> BookingAnswer:
    assert practice_id is not None, "the door opened a practice"
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('pay', args=[payment_id])}" if payment_id else ""
    return BookingAnswer(
        id=found.seat_id,
        practice_id=practice_id,
        offering_id=found.offering_id,
        place=found.place,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        state=found.state,
        held_until=found.hold_expires_at,
        free_until=found.free_until,
        price_minor=found.price.minor,
        currency=found.price.currency,
        payment=PaymentToMake(id=payment_id, url=address) if payment_id else None,
    )


def _ahead(at: datetime) -> datetime:
    """Return a start in UTC. Raises StartsInThePast, and refuses what no calendar reaches."""
    told = at if at.tzinfo else at.replace(tzinfo=UTC)
    if told <= now():
        raise StartsInThePast
    return min(told, now() + FARTHEST).astimezone(UTC)
