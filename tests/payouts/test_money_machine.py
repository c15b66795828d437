"""Charge, cancel early and late, hold or miss the session, pay out, give back, have it sent back: in any order.

After every step the entries of both books sum to nothing and say what the processor's sandbox says, to the cent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from attune.foundation.authorization import system_actor
from attune.foundation.background import Call, Tick
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.ledger.queries.book import balances
from attune.ledger.rules.entry import CREDIT_KINDS, AccountKind
from attune.payouts import jobs
from attune.payouts.gateways import payout_processor
from attune.payouts.models import ConnectedAccount, Payout
from attune.payouts.queries.account import account_of
from attune.payouts.queries.payouts import lines_of, owing, set_offs_of
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.models import Seat
from attune.scheduling.rules.policy import CancellationPolicy
from attune.workflows.earnings import EarningState, practice_earnings, traced_lines
from attune.workflows.verify_books import verify_books
from tests.scheduling.booking import Bookable, at
from tests.support.processor import Processor, processor_running
from tests.support.world import CastMember, cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out, run_jobs

CARD = "pm_card_visa"
HALF_IF_MISSED = CancellationPolicy(free_until_hours=24, late_fee_bps=5_000, missed_fee_bps=5_000)


@dataclass
class Bank:
    """A practice that can be paid at a sandbox, and somebody who pays."""

    where: Bookable
    patient: CastMember
    processor: Processor
    booked: list[Checkout] = field(default_factory=list)
    hours: timedelta = timedelta(0)
    slots: int = 0

    def charge(self, days: int) -> Checkout:
        """Book and pay a session so many days ahead."""
        self.slots += 1
        made = checked_out(self.patient, self.where, at(9 + self.slots % 8, days=days + self.slots // 8 % 3))
        made.pay(CARD)
        self.booked.append(made)
        return made

    def pass_time(self, passed: timedelta) -> None:
        """Let time pass, here and at the processor."""
        self.hours += passed
        move_clock(self.hours)
        self.processor.control.move_clock(self.hours.total_seconds())

    def settle(self) -> None:
        """Let every job run, and the rounds of this practice and of the platform."""
        run_jobs()
        jobs.look_after.work(Call(self.where.practice.practice_id))
        run_jobs()
        jobs.take_in_processor_fees(Tick(datetime.now(UTC), new_id()))

    def hold_sessions(self, *, has_attended: bool) -> None:
        """Say of every session that is over whether somebody came."""
        with self.where.open():
            over = Seat.objects.filter(state="booked", appointment__ends_at__lte=now())
            for seat_id in list(over.values_list("id", flat=True)):
                mark_attendance(self.where.provider, seat_id=seat_id, has_attended=has_attended)

    def corrected(self, which: int) -> None:
        """Say otherwise of a session about which was said whether somebody came; half of a missed one goes back."""
        with self.where.open():
            said = list(Seat.objects.filter(state__in=("attended", "missed")).order_by("id"))
            one = said[which % len(said)]
            mark_attendance(self.where.provider, seat_id=one.id, has_attended=one.state == "missed")

    def paid_out(self) -> Checkout:
        """Have a session that somebody came to, and its money on its way to the bank."""
        held, before = self.charge(2), len(self.payouts())
        self.settle()
        self.pass_time(timedelta(days=3))
        self.hold_sessions(has_attended=True)
        for _ in range(7):
            self.settle()
            if len(self.payouts()) > before:
                return held
            self.pass_time(timedelta(days=1))
        raise AssertionError("a week later nothing was paid out")

    def owed(self) -> list[int]:
        """Return what is to come out of the next payouts, in cents."""
        with self.where.open():
            return [one.amount.minor for one in owing(system_actor(self.where.practice.practice_id))]

    def payouts(self) -> list[Payout]:
        with self.where.open():
            return list(Payout.objects.order_by("prepared_at", "id"))

    def account(self) -> str:
        with self.where.open():
            found = account_of(system_actor(self.where.practice.practice_id))
        assert found is not None
        return found.processor_id

    def agrees(self) -> None:
        """Both books are in balance, and say what lies at the processor."""
        for holder_id, account in ((self.where.practice.practice_id, self.account()), (PLATFORM_ID, None)):
            with scope(holder_id, plane=Plane.BUSINESS):
                found = balances(system_actor(holder_id))
            lies = payout_processor().balance(account)
            ours = found[AccountKind.PROCESSOR].minor if AccountKind.PROCESSOR in found else 0
            assert sum(-one.minor if kind in CREDIT_KINDS else one.minor for kind, one in found.items()) == 0
            assert ours == lies.available.minor + lies.pending.minor


@pytest.fixture
def bank(committed_database: str) -> Iterator[Bank]:
    with processor_running() as processor:
        where = open_practice(cast().a)
        with where.open():
            ConnectedAccount.objects.all().delete()
            ConnectedAccount.objects.create(asked_at=now())
            set_cancellation_terms(where.provider, provider_id=where.provider_id, terms=HALF_IF_MISSED)
        practice_id = where.practice.practice_id
        jobs.open_account.work(Call(practice_id))
        made = Bank(where, seeker(), processor)
        processor.control.onboard(made.account())
        jobs.look_at_account.work(Call(practice_id))
        yield made
        move_clock(timedelta(0))


class MoneyMachine(RuleBasedStateMachine):
    """What may happen to a practice's money, in any order."""

    def __init__(self, bank: Bank) -> None:
        super().__init__()
        self.bank = bank

    @rule(days=st.integers(2, 5))
    def somebody_books(self, days: int) -> None:
        self.bank.charge(days)

    @precondition(lambda self: self.bank.booked)
    @rule(which=st.integers(0, 100))
    def the_patient_cancels(self, which: int) -> None:
        """Early or late, as it happens: the policy of the booking decides what goes back."""
        mine = self.bank.booked.pop(which % len(self.bank.booked))
        with mine.own():
            seat = Seat.objects.select_related("appointment").get(id=mine.seat_id)
            if seat.state == "booked" and seat.appointment.starts_at > now():
                cancel_seat(mine.actor, seat_id=mine.seat_id)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.bank.pass_time(timedelta(days=days))

    @rule(has_attended=st.booleans())
    def sessions_are_over(self, has_attended: bool) -> None:
        self.bank.hold_sessions(has_attended=has_attended)

    @rule(which=st.integers(0, 100))
    def the_practice_corrects_who_came(self, which: int) -> None:
        """After its payout what goes back is owed, and comes out of the next ones."""
        self.bank.corrected(which)

    @precondition(lambda self: any(one.state in {"sent", "arrived"} for one in self.bank.payouts()))
    @rule()
    def the_bank_sends_a_payout_back(self) -> None:
        last = [one for one in self.bank.payouts() if one.state in {"sent", "arrived"}][-1]
        self.bank.processor.control.fail_payout(last.processor_id)

    @invariant()
    def the_books_agree_with_the_processor(self) -> None:
        self.bank.settle()
        self.bank.agrees()
        assert verify_books().findings == ()


def test_whatever_happens_the_books_sum_to_nothing_and_agree_with_the_processor(bank: Bank):
    bank.paid_out()

    class Here(MoneyMachine):
        def __init__(self) -> None:
            super().__init__(bank)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=2,
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )


def test_what_goes_back_after_its_payout_comes_out_of_the_next_one_at_the_processor_too(bank: Bank):
    bank.paid_out()
    bank.agrees()
    (first,) = bank.payouts()

    bank.corrected(0)
    bank.settle()

    half = first.amount_minor // 2
    assert bank.owed() == [half]
    assert payout_processor().balance(bank.account()).available.minor < 0
    bank.agrees()

    bank.paid_out()

    second = bank.payouts()[1]
    assert (second.state, second.amount_minor) == ("sent", first.amount_minor - half)
    with bank.where.open():
        taken = set_offs_of(system_actor(bank.where.practice.practice_id), second.id)
    assert [one.amount.minor for one in taken] == [half]
    assert bank.owed() == []
    assert payout_processor().balance(bank.account()).available.minor == 0
    bank.agrees()
    assert verify_books().findings == ()


def test_each_payout_line_leads_to_its_booking_and_back_on_or_before_the_promised_day(bank: Bank):
    kept, late = bank.charge(2), bank.charge(2)
    bank.pass_time(kept.wish.starts_at - timedelta(hours=1) - now())
    with late.own():
        cancel_seat(late.actor, seat_id=late.seat_id)
    bank.settle()
    bank.pass_time(timedelta(days=1))
    bank.hold_sessions(has_attended=True)
    for _ in range(12):
        bank.settle()
        bank.pass_time(timedelta(days=1))
    bank.settle()

    practice_id, made = bank.where.practice.practice_id, bank.payouts()
    with scope(practice_id):
        system = system_actor(practice_id)
        lines = [line for one in made for line in traced_lines(system, one.id)]
        sessions = {one.payment_id: one for one in practice_earnings(system).sessions}
        counted = {one.id: len(lines_of(system, one.id)) for one in made}
    assert {one.session.seat_id: one.line.payment_id for one in lines} == {
        kept.seat_id: kept.payment_id,
        late.seat_id: late.payment_id,
    }
    assert {one.line.payment_id: one.line.payout_id for one in lines} == {
        payment_id: one.payout_id for payment_id, one in sessions.items()
    }
    assert {one.state for one in sessions.values()} == {EarningState.ARRIVED}
    assert [one for one in sessions.values() if one.day > one.promised_on] == []
    assert sum(one.line.net.minor for one in lines) == sum(one.amount_minor for one in made)
    assert sum(counted.values()) == len(lines)
    bank.agrees()
