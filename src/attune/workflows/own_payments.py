"""One's own payments, asked of one practice after another: what two practices know meets in values alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from attune.billing.errors import NoSuchPayment
from attune.billing.queries.payments import PaymentFacts
from attune.billing.queries.payments import own_payments as payments_at
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.practices.queries.registry import registered
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.own_seats import my_seats
from attune.workflows.check_out import Due, due
from attune.workflows.own_practices import own_practices


@dataclass(frozen=True, slots=True)
class OwnPayment:
    """A payment with the practice it was made to, and the seat it was for; None where nothing was booked."""

    practice_name: str
    payment: PaymentFacts
    seat: SeatFacts | None


@dataclass(frozen=True, slots=True)
class DueAt:
    """What is due, and at which practice."""

    practice_id: UUID
    practice_name: str
    due: Due


def own_payments(actor: Actor) -> list[OwnPayment]:
    """Return what a person paid, at every practice, the latest first. Opens scopes."""
    found = [one for practice_id in own_practices(actor) for one in _at(actor, practice_id)]
    return sorted(found, key=lambda one: (one.payment.requested_at, one.payment.payment_id), reverse=True)


def own_due(actor: Actor, payment_id: UUID) -> DueAt:
    """Return one of a person's payments with its seat. Opens scopes. Raises NoSuchPayment, also for somebody else's."""
    for practice_id in own_practices(actor):
        with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
            try:
                found = due(replace(actor, practice_id=practice_id), payment_id, now=now())
            except NoSuchPayment:
                continue
            return DueAt(practice_id, registered(practice_id).name, found)
    raise NoSuchPayment(payment_id)


def _at(actor: Actor, practice_id: UUID) -> list[OwnPayment]:
    with scope(practice_id, person_id=actor.person_id, plane=Plane.SELF):
        return list(_payments(replace(actor, practice_id=practice_id), practice_id))


def _payments(actor: Actor, practice_id: UUID) -> Iterator[OwnPayment]:
    paid = payments_at(actor)
    if not paid:
        return
    seats = {one.seat_id: one for one in my_seats(actor)}
    name = registered(practice_id).name
    for one in paid:
        yield OwnPayment(name, one, seats.get(one.seat_id))
