"""What sessions earn and how it is paid out, for practices' own systems; each line leads back to its booking."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.payouts.permissions import SEE_OWN_EARNINGS, SEE_PAYOUTS
from attune.payouts.queries.payouts import PayoutFacts, payout, payouts
from attune.workflows.earnings import (
    Earning,
    Earnings,
    TakenOff,
    TracedLine,
    TracedSetOff,
    own_earnings,
    practice_earnings,
    traced_lines,
    traced_set_offs,
)

operations = Operations(tags=["earnings"])

LISTED_MAX = 100


class EarningAnswer(Schema):
    """What one session earns, in minor units.

    ``state`` is promised, on_its_way, arrived or waits; ``day`` is the day it says, ``waits_for`` why it waits.
    """

    payment_id: UUID
    appointment_id: UUID
    seat_id: UUID
    starts_at: datetime
    gross_minor: int
    commission_minor: int
    net_minor: int
    currency: str
    promised_on: date
    state: str
    day: date
    waits_for: str | None
    payout_id: UUID | None


class TakenOffAnswer(Schema):
    """What was given back of a session after it had been paid out, in minor units.

    ``state`` is owed, set_off or arrived: it makes the next payout smaller, or made ``payout_id`` smaller, which is on
    its way or has arrived. ``day`` is the day it is owed since, or the payout's.
    """

    payment_id: UUID
    appointment_id: UUID
    seat_id: UUID
    starts_at: datetime
    amount_minor: int
    currency: str
    state: str
    day: date
    payout_id: UUID | None


class EarningList(Schema):
    """Sessions by their start, the latest first, of the last hundred days and booked ahead.

    What was paid out stays in ``items`` as it was; what went back of it afterwards stands in ``taken_off``.
    """

    items: list[EarningAnswer]
    taken_off: list[TakenOffAnswer]
    next_payout_on: date | None


class PayoutAnswer(Schema):
    """One payout. ``state`` is prepared, sent, arrived, failed or set_off.

    ``set_off_minor`` is what of its lines was not sent: it was given back after it had been paid out.
    """

    id: UUID
    state: str
    amount_minor: int
    set_off_minor: int
    currency: str
    lines: int
    promised_on: date
    expected_on: date
    arrived_on: date | None
    failure_code: str


class PayoutList(Schema):
    """Payouts, the latest first."""

    items: list[PayoutAnswer]


class PayoutLineAnswer(Schema):
    """What one payment adds to a payout, and the booking it is for."""

    payment_id: UUID
    appointment_id: UUID
    seat_id: UUID
    starts_at: datetime
    gross_minor: int
    commission_minor: int
    net_minor: int
    promised_on: date


class SetOffAnswer(Schema):
    """What made a payout smaller: it was given back of a session that had been paid out before."""

    payment_id: UUID
    appointment_id: UUID
    seat_id: UUID
    starts_at: datetime
    amount_minor: int


class PayoutInFull(PayoutAnswer):
    """One payout with its lines, and what was set off against them."""

    items: list[PayoutLineAnswer]
    set_offs: list[SetOffAnswer]


@operations.offer("GET", "/earnings", permission=SEE_OWN_EARNINGS, answer=EarningList)
def list_own_earnings(request: ApiRequest) -> EarningList:
    """Return what one's own sessions earn, and on which day it arrives."""
    return _listed(own_earnings(request.call.actor))


@operations.offer("GET", "/practice/earnings", permission=SEE_PAYOUTS, answer=EarningList)
def list_practice_earnings(request: ApiRequest) -> EarningList:
    """Return what every session of the practice earns, and on which day it arrives."""
    return _listed(practice_earnings(request.call.actor))


@operations.offer("GET", "/payouts", permission=SEE_PAYOUTS, answer=PayoutList)
def list_payouts(request: ApiRequest) -> PayoutList:
    """Return the practice's last hundred payouts."""
    return PayoutList(items=[_payout(one) for one in payouts(request.call.actor, limit=LISTED_MAX)])


@operations.offer("GET", "/payouts/{payout_id}", permission=SEE_PAYOUTS, answer=PayoutInFull, may_be_missing=True)
def read_payout(request: ApiRequest, payout_id: UUID) -> PayoutInFull:
    """Return a payout with each payment it consists of and the booking behind it."""
    found, lines = payout(request.call.actor, payout_id), traced_lines(request.call.actor, payout_id)
    set_offs = traced_set_offs(request.call.actor, payout_id)
    return PayoutInFull(
        **_payout(found).dict(), items=[_line(one) for one in lines], set_offs=[_set_off(one) for one in set_offs]
    )


def _listed(found: Earnings) -> EarningList:
    return EarningList(
        items=[_earning(one) for one in found.sessions],
        taken_off=[_taken_off(one) for one in found.taken_off],
        next_payout_on=found.next_day,
    )


def _earning(one: Earning) -> EarningAnswer:
    return EarningAnswer(
        payment_id=one.payment_id,
        appointment_id=one.session.appointment_id,
        seat_id=one.session.seat_id,
        starts_at=one.session.starts_at,
        gross_minor=one.gross.minor,
        commission_minor=one.commission.minor,
        net_minor=one.net.minor,
        currency=one.net.currency,
        promised_on=one.promised_on,
        state=one.state.value,
        day=one.day,
        waits_for=one.waits_for.value if one.waits_for else None,
        payout_id=one.payout_id,
    )


def _taken_off(one: TakenOff) -> TakenOffAnswer:
    state = "owed" if one.payout_id is None else "arrived" if one.has_arrived else "set_off"
    return TakenOffAnswer(
        payment_id=one.payment_id,
        appointment_id=one.session.appointment_id,
        seat_id=one.session.seat_id,
        starts_at=one.session.starts_at,
        amount_minor=one.amount.minor,
        currency=one.amount.currency,
        state=state,
        day=one.day,
        payout_id=one.payout_id,
    )


def _payout(one: PayoutFacts) -> PayoutAnswer:
    return PayoutAnswer(
        id=one.payout_id,
        state=one.state,
        amount_minor=one.amount.minor,
        set_off_minor=one.set_off.minor,
        currency=one.amount.currency,
        lines=one.line_count,
        promised_on=one.promised_on,
        expected_on=one.expected_on,
        arrived_on=one.arrived_on,
        failure_code=one.failure_code,
    )


def _line(one: TracedLine) -> PayoutLineAnswer:
    return PayoutLineAnswer(
        payment_id=one.line.payment_id,
        appointment_id=one.session.appointment_id,
        seat_id=one.session.seat_id,
        starts_at=one.session.starts_at,
        gross_minor=one.line.gross.minor,
        commission_minor=one.line.commission.minor,
        net_minor=one.line.net.minor,
        promised_on=one.line.promised_on,
    )


def _set_off(one: TracedSetOff) -> SetOffAnswer:
    return SetOffAnswer(
        payment_id=one.set_off.against_id,
        appointment_id=one.session.appointment_id,
        seat_id=one.session.seat_id,
        starts_at=one.session.starts_at,
        amount_minor=one.set_off.amount.minor,
    )
