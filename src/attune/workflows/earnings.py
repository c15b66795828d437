"""What each session earns, on which day it was promised and how it stands: from booking to the bank, and back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from attune.billing.queries.payments import PaymentFacts, payment, payments_of_practice
from attune.billing.rules.states import PaymentState
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.kernel.money import Money
from attune.payouts.permissions import SEE_OWN_EARNINGS, SEE_PAYOUTS
from attune.payouts.queries.account import account_of
from attune.payouts.queries.payouts import (
    LineFacts,
    SetOffFacts,
    lines_of,
    live_lines,
    owing,
    set_offs_against,
    set_offs_of,
)
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import bank_day
from attune.scheduling.queries.seat_times import SeatTime, seat_times

LOOKED_BACK = timedelta(days=100)


class EarningState(StrEnum):
    """How what a session earns stands; the only four states there are."""

    PROMISED = "promised"
    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    WAITS = "waits"


class WaitsFor(StrEnum):
    """Why money waits, as a code."""

    ACCOUNT = "account"
    """The processor does not pay out from the account now."""
    ATTENDANCE = "attendance"
    """The session is over and nobody said whether it took place."""
    BANK = "bank"
    """Its day is over: it came back from the bank, or could not be sent."""


@dataclass(frozen=True, slots=True)
class Earning:
    """What one session earns. ``gross`` is what was paid and kept; ``day`` is promised, expected or when it arrived."""

    payment_id: UUID
    session: SeatTime
    gross: Money
    commission: Money
    net: Money
    promised_on: date
    state: EarningState
    day: date
    waits_for: WaitsFor | None = None
    payout_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What was given back after its payout. ``payout_id``: what it came out of on ``day``; None: it waits since."""

    payment_id: UUID
    session: SeatTime
    amount: Money
    day: date
    payout_id: UUID | None = None
    has_arrived: bool = False


@dataclass(frozen=True, slots=True)
class Earnings:
    """Sessions by their start, the latest first, what comes next, and what comes out of it."""

    sessions: tuple[Earning, ...]
    taken_off: tuple[TakenOff, ...] = ()

    @property
    def owed(self) -> tuple[TakenOff, ...]:
        """What the next payouts are smaller by, the oldest first."""
        return tuple(one for one in self.taken_off if one.payout_id is None)

    @property
    def next_day(self) -> date | None:
        """The next day on which money arrives, if any is booked."""
        return min((one.day for one in self._coming()), default=None)

    @property
    def next_sessions(self) -> tuple[Earning, ...]:
        """What arrives on that day."""
        return tuple(one for one in self._coming() if one.day == self.next_day)

    @property
    def next_set_off(self) -> Money:
        """What of the next payout is not sent; what is on its way already comes whole."""
        unsent = summed(one.net for one in self.next_sessions if one.state is EarningState.PROMISED)
        return min(summed(one.amount for one in self.owed), unsent)

    def total(self, *states: EarningState) -> Money:
        """Return what sessions in these states earn after the commission."""
        return summed(one.net for one in self.sessions if one.state in states)

    def _coming(self) -> list[Earning]:
        return [one for one in self.sessions if one.state in {EarningState.PROMISED, EarningState.ON_ITS_WAY}]


def own_earnings(actor: Actor) -> Earnings:
    """Return what the actor's own sessions earn. Raises NotPermitted."""
    authorize(actor, SEE_OWN_EARNINGS)
    return _earnings(actor, lambda session: session.provider_person_id == actor.person_id)


def practice_earnings(actor: Actor) -> Earnings:
    """Return what every session of the open scope's practice earns. Raises NotPermitted."""
    authorize(actor, SEE_PAYOUTS)
    return _earnings(actor, lambda _: True)


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line of a payout with the session it comes from."""

    line: LineFacts
    session: SeatTime


def traced_lines(actor: Actor, payout_id: UUID) -> tuple[TracedLine, ...]:
    """Return each line of a payout with its booking, in the order of the lines. Raises NotPermitted."""
    lines = lines_of(actor, payout_id)
    system = _system(actor)
    paid = {line.payment_id: payment(system, line.payment_id) for line in lines}
    sessions = seat_times(system, [one.seat_id for one in paid.values()])
    return tuple(TracedLine(line, sessions[paid[line.payment_id].seat_id]) for line in lines)


@dataclass(frozen=True, slots=True)
class TracedSetOff:
    """What was set off against a payout, with the session that was given back after it had been paid out."""

    set_off: SetOffFacts
    session: SeatTime


def traced_set_offs(actor: Actor, payout_id: UUID) -> tuple[TracedSetOff, ...]:
    """Return each amount that was set off against a payout with its booking. Raises NotPermitted."""
    found, system = set_offs_of(actor, payout_id), _system(actor)
    paid = {one.against_id: payment(system, one.against_id).seat_id for one in found}
    sessions = seat_times(system, list(paid.values()))
    return tuple(TracedSetOff(one, sessions[paid[one.against_id]]) for one in found)


def summed(amounts: Iterable[Money]) -> Money:
    """Return what amounts come to; nothing is nothing in dollars."""
    found = list(amounts)
    return sum(found[1:], found[0]) if found else Money(0)


def _earnings(actor: Actor, is_wanted: Callable[[SeatTime], bool]) -> Earnings:
    moment, system = now(), _system(actor)
    booked = [one for one in payments_of_practice(system, since=moment - LOOKED_BACK) if _was_booked(one)]
    lines = live_lines(system, [one.payment_id for one in booked])
    # What was given back whole before its payout earns nothing; after it, it has been paid out and is set off.
    paid = [one for one in booked if one.kept.minor > 0 or one.payment_id in lines]
    owed = owing(system)
    older = {one.payment_id for one in owed} - {one.payment_id for one in paid}
    seats = {one.payment_id: one.seat_id for one in (*paid, *(payment(system, one) for one in older))}
    sessions = seat_times(system, list(seats.values()))
    by_payment = {one: sessions[seat] for one, seat in seats.items() if is_wanted(sessions[seat])}
    account = account_of(system)
    may_pay_out = account is not None and account.may_pay_out
    found = (
        _earning(one, by_payment[one.payment_id], lines.get(one.payment_id), moment, may_pay_out=may_pay_out)
        for one in paid
        if one.payment_id in by_payment
    )
    return Earnings(
        tuple(sorted(found, key=lambda one: (one.session.starts_at, one.payment_id), reverse=True)),
        (
            *(
                TakenOff(one.payment_id, by_payment[one.payment_id], one.amount, one.since)
                for one in owed
                if one.payment_id in by_payment
            ),
            *(
                TakenOff(one.against_id, by_payment[one.against_id], one.amount, one.on, one.payout_id, one.has_arrived)
                for one in set_offs_against(system, by_payment.keys())
            ),
        ),
    )


def _was_booked(one: PaymentFacts) -> bool:
    return one.state is PaymentState.SUCCEEDED and one.is_booked and one.payout_on is not None


def _earning(
    paid: PaymentFacts, session: SeatTime, line: LineFacts | None, moment: datetime, *, may_pay_out: bool
) -> Earning:
    assert paid.payout_on is not None
    # What went to the bank stays what it was: what was given back afterwards is set off against later payouts.
    gross = line.gross if line else paid.kept
    commission = line.commission if line else paid.commission - paid.commission_returned
    state, day, waits_for = _standing(paid, session, line, moment, may_pay_out=may_pay_out)
    return Earning(
        payment_id=paid.payment_id,
        session=session,
        gross=gross,
        commission=commission,
        net=gross - commission,
        promised_on=paid.payout_on,
        state=state,
        day=day,
        waits_for=waits_for,
        payout_id=line.payout_id if line else None,
    )


def _standing(
    paid: PaymentFacts, session: SeatTime, line: LineFacts | None, moment: datetime, *, may_pay_out: bool
) -> tuple[EarningState, date, WaitsFor | None]:
    promised = paid.payout_on
    assert promised is not None
    if line is not None and line.arrived_on is not None:
        return EarningState.ARRIVED, line.arrived_on, None
    if line is not None and line.state == "sent":
        return EarningState.ON_ITS_WAY, line.expected_on, None
    if paid.earned_at is None and session.ends_at <= moment - timedelta(days=1):
        return EarningState.WAITS, promised, WaitsFor.ATTENDANCE
    if session.ends_at <= moment and not may_pay_out:
        return EarningState.WAITS, promised, WaitsFor.ACCOUNT
    if promised < bank_day(moment, policy(PayoutPolicy)):
        return EarningState.WAITS, promised, WaitsFor.BANK
    return EarningState.PROMISED, promised, None


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("Earnings").practice_id, request_id=actor.request_id)
