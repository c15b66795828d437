"""A seat's money in one value: for session pages, calendars and mails."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from attune.billing.models import Payment
from attune.billing.permissions import SEE_SEAT_MONEY
from attune.billing.queries.payments import payment_facts
from attune.billing.rules.states import PaymentState
from attune.foundation.authorization import Actor, Role, authorize
from attune.kernel.money import Money


class MoneyState(StrEnum):
    """Where a seat's money stands."""

    NOTHING_ASKED = "nothing_asked"
    """It costs nothing, or was booked before sessions were paid here."""
    OPEN = "open"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class SeatMoney:
    """What a seat cost and what becomes of it. ``net`` arrives at the practice's bank on ``payout_on``, if ever."""

    state: MoneyState
    payment_id: UUID | None
    paid: Money
    refunded: Money
    commission: Money
    net: Money
    payout_on: date | None


def seat_money(actor: Actor, seat_id: UUID) -> SeatMoney:
    """Return a seat's money: the actor's own, or any of the practice for who works there. Raises NotPermitted.

    What became of the split after refunds: ``commission`` and ``net`` are those of what was kept.
    """
    authorize(actor, SEE_SEAT_MONEY)
    row = Payment.objects.select_related("invoice").filter(seat_id=seat_id).order_by("requested_at").last()
    if row is None or (actor.roles == {Role.PATIENT} and row.person_id != actor.person_id):
        nothing = Money(0)
        return SeatMoney(MoneyState.NOTHING_ASKED, None, nothing, nothing, nothing, nothing, None)
    facts = payment_facts(row)
    paid = facts.amount if facts.state is PaymentState.SUCCEEDED else Money(0, facts.amount.currency)
    commission = facts.commission - facts.commission_returned
    net = facts.net - (facts.refunded - facts.commission_returned)
    state = _state(facts.state, paid, facts.refunded)
    return SeatMoney(state, facts.payment_id, paid, facts.refunded, commission, net, facts.payout_on)


def _state(state: PaymentState, paid: Money, refunded: Money) -> MoneyState:
    if state is PaymentState.CANCELED:
        return MoneyState.CANCELED
    if state is not PaymentState.SUCCEEDED:
        return MoneyState.OPEN
    if not refunded.minor:
        return MoneyState.PAID
    return MoneyState.REFUNDED if refunded == paid else MoneyState.PARTLY_REFUNDED
