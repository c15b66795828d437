"""What is earned is paid out by its promised day, once, and comes back whole where the bank refuses it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.background import Call
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.kernel.money import Money
from attune.kernel.processor import ProcessorUnavailable
from attune.ledger.queries.verify import head
from attune.ledger.rules.entry import AccountKind
from attune.payouts import jobs
from attune.payouts.actions.prepare_payout import prepare_payout
from attune.payouts.actions.settle_payout import keep_payout
from attune.payouts.errors import NoSuchPayout
from attune.payouts.gateways import PayoutState, ProcessorPayout
from attune.payouts.models import OperatingPayout, Payout, PayoutLine
from attune.payouts.queries.account import account_of
from attune.payouts.queries.operating import payout_sums, payouts_in_trouble
from attune.payouts.queries.payouts import is_sent_again, lines_of, payout, payouts
from attune.workflows.note_books import NOTED
from attune.worklist.models import Task
from tests.payouts.earning import Earner
from tests.payouts.processor import ProcessorInMemory

MONDAY, WEDNESDAY, SATURDAY = date(2027, 3, 8), date(2027, 3, 10), date(2027, 3, 13)
IN_TWO_WEEKS = date(2027, 3, 22)


@pytest.fixture(autouse=True)
def clock(practice: Earner) -> Iterator[None]:
    be(MONDAY)
    yield
    move_clock(timedelta(0))


def be(day: date, hour: int = 15) -> None:
    """Let it be a day's hour (UTC)."""
    move_clock(datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - datetime.now(UTC))


def test_what_is_due_within_the_transit_time_is_sent_and_arrives(practice: Earner, processor: ProcessorInMemory):
    payment_id = practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.earn(7_000, 1_050, due_on=IN_TWO_WEEKS)

    practice.run()
    (sent,) = practice.payouts()
    in_transit = practice.balance(AccountKind.PAYOUT_IN_TRANSIT)
    processor.become(PayoutState.PAID)
    practice.run()

    (arrived,) = practice.payouts()
    with scope(practice.practice_id):
        (line,) = lines_of(practice.owner, arrived.id)
        (told,) = payouts(practice.owner)
    assert (sent.state, sent.amount_minor, sent.expected_on, in_transit) == ("sent", 8_500, WEDNESDAY, 8_500)
    assert (arrived.state, arrived.arrived_on) == ("arrived", WEDNESDAY)
    assert (line.payment_id, line.gross, line.commission, line.net) == (
        payment_id,
        Money(10_000),
        Money(1_500),
        Money(8_500),
    )
    assert (told.state, told.amount, told.line_count) == ("arrived", Money(8_500), 1)
    assert practice.balance(AccountKind.BANK) == 8_500
    assert practice.balance(AccountKind.PAYOUT_IN_TRANSIT) == 0
    assert practice.balance(AccountKind.PROCESSOR) == 5_950


def test_a_run_again_sends_nothing_twice(practice: Earner, processor: ProcessorInMemory):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)

    for _ in range(3):
        practice.run()

    assert len(practice.payouts()) == len(processor.payouts) == 1


def test_each_change_of_a_payout_notes_the_book_in_the_trail(practice: Earner, processor: ProcessorInMemory):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.run()
    processor.become(PayoutState.PAID)
    practice.run()

    with scope(practice.practice_id):
        last = head(practice.system)
        rows = AuditEvent.objects.filter(action=NOTED).order_by("happened_at", "id")
        noted = list(rows.values_list("object_id", "reason"))
    assert last is not None
    assert [number for number, _ in noted] == ["3", "4"]
    assert noted[-1] == (str(last.number), last.seal.hex())


def test_banks_rest_on_a_weekend_and_so_does_the_run(practice: Earner):
    be(SATURDAY)
    practice.earn(10_000, 1_500, due_on=SATURDAY)

    practice.run()

    assert practice.payouts() == []


def test_an_answer_that_was_lost_is_asked_for_under_the_same_key(practice: Earner, processor: ProcessorInMemory):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    processor.loses_answers = True
    with pytest.raises(ProcessorUnavailable):
        practice.run()
    processor.loses_answers = False

    practice.run()

    (sent,) = practice.payouts()
    assert (sent.state, sent.processor_id) == ("sent", *processor.payouts)
    assert set(processor.calls) == {f"payout:{sent.id}"}


def test_after_a_day_what_was_lost_is_looked_up_and_never_asked_for_again(
    practice: Earner, processor: ProcessorInMemory
):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    processor.loses_answers = True
    with pytest.raises(ProcessorUnavailable):
        practice.run()
    processor.forget_keys()
    be(MONDAY + timedelta(days=1), hour=16)

    practice.run()

    (sent,) = practice.payouts()
    assert (sent.state, len(processor.payouts), len(processor.calls)) == ("sent", 1, 1)


def test_too_little_available_waits_for_the_next_round_and_says_why(practice: Earner, processor: ProcessorInMemory):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    processor.available = Money(1_000)
    practice.run()
    (waiting,) = practice.payouts()
    processor.available = Money(10_000)

    practice.run()

    (sent,) = practice.payouts()
    assert (waiting.state, waiting.failure_code) == ("prepared", "balance_insufficient")
    assert (sent.state, sent.failure_code) == ("sent", "")


@pytest.mark.parametrize("was", [PayoutState.IN_TRANSIT, PayoutState.PAID])
def test_a_payout_that_comes_back_is_owed_again_and_the_owner_is_told_with_a_day(
    practice: Earner, processor: ProcessorInMemory, was: PayoutState
):
    payment_id = practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.run()
    processor.become(was)
    practice.run()
    processor.become(PayoutState.FAILED, failure_code="account_closed")

    practice.run()
    practice.run()

    first, second = practice.payouts()
    with scope(practice.practice_id):
        task = Task.objects.get(kind="payouts.mend_bank")
        live = list(PayoutLine.objects.filter(is_live=True).values_list("payment_id", "payout_id"))
    assert (first.state, first.failure_code, second.state) == ("failed", "account_closed", "sent")
    assert (task.subject_id, task.owner_role, task.due_at.date()) == (first.id, "owner", MONDAY + timedelta(days=1))
    assert live == [(payment_id, second.id)]
    assert practice.balance(AccountKind.BANK) == 0
    assert practice.balance(AccountKind.PAYOUT_IN_TRANSIT) == 8_500


def test_the_task_about_a_payout_that_came_back_ends_when_the_money_has_arrived(
    practice: Earner, processor: ProcessorInMemory
):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.run()
    processor.become(PayoutState.FAILED, failure_code="account_closed")
    practice.run()
    practice.run()
    processor.become(PayoutState.PAID)

    practice.run()

    with scope(practice.practice_id):
        assert [task.state for task in Task.objects.filter(kind="payouts.mend_bank")] == ["done"]


def test_what_comes_back_twice_hangs_once_and_until_it_arrives_the_account_says_why(
    practice: Earner, processor: ProcessorInMemory
):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    for _ in range(2):
        practice.run()
        processor.become(PayoutState.FAILED, failure_code="account_closed")
        practice.run()
    twice = standing_of(practice)
    practice.run()
    on_its_way = standing_of(practice)
    processor.become(PayoutState.PAID)
    practice.run()

    first, second, third = practice.payouts()
    assert twice == ([second.id], "account_closed", {first.id: False, second.id: False}, (0, 17_000))
    assert on_its_way == ([], "account_closed", {first.id: True, second.id: True}, (8_500, 17_000))
    assert standing_of(practice) == ([], "", {first.id: True, second.id: True}, (8_500, 17_000))
    assert (third.state, tasks_left(practice)) == ("arrived", [])


def standing_of(practice: Earner) -> tuple[list[UUID], str, dict[UUID, bool], tuple[int, int]]:
    """Return what hangs, why the last one came back, what was sent again, and what all and the failed come to."""
    finance = Actor(new_id(), PLATFORM_ID, frozenset({Role.FINANCE}))
    failed = [one.id for one in practice.payouts() if one.state == Payout.State.FAILED]
    with scope(practice.practice_id):
        account = account_of(practice.owner)
        sent_again = {one: is_sent_again(practice.owner, one) for one in failed}
    assert account is not None
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        hanging = [one.payout_id for one in payouts_in_trouble(finance, today=MONDAY)]
        together, failed_together = (payout_sums(finance, state=state).amount.minor for state in ("", "failed"))
    return hanging, account.came_back, sent_again, (together, failed_together)


def tasks_left(practice: Earner) -> list[UUID]:
    with scope(practice.practice_id):
        open_ones = Task.objects.filter(kind="payouts.mend_bank").exclude(state="done")
        return list(open_ones.values_list("subject_id", flat=True))


def test_while_the_account_may_not_pay_out_everything_waits(practice: Earner, processor: ProcessorInMemory):
    account = processor.accounts[practice.account]
    processor.accounts[practice.account] = replace(account, payouts_enabled=False)
    practice.run()
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)

    practice.run()

    assert practice.payouts() == []


def test_operators_see_each_payout_as_it_stands(practice: Earner, processor: ProcessorInMemory):
    practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.run()

    shown = OperatingPayout.objects.get()

    (sent,) = practice.payouts()
    assert (shown.payout_id, shown.practice_id, shown.state, shown.amount_minor, shown.line_count) == (
        sent.id,
        practice.practice_id,
        "sent",
        8_500,
        1,
    )


def test_payouts_are_sent_by_the_system_alone_and_read_by_who_runs_the_money(practice: Earner):
    provider = Actor(new_id(), practice.practice_id, frozenset({Role.PROVIDER}))
    answer = ProcessorPayout("po_1", PayoutState.PAID, Money(1), MONDAY, None, datetime.now(UTC))
    with scope(practice.practice_id):
        with pytest.raises(NotPermitted):
            prepare_payout(practice.owner)
        with pytest.raises(NotPermitted):
            keep_payout(practice.owner, new_id(), answer)
        with pytest.raises(NotPermitted):
            payouts(provider)
        with pytest.raises(NoSuchPayout):
            keep_payout(practice.system, new_id(), answer)
        with pytest.raises(NoSuchPayout):
            payout(practice.owner, new_id())


def test_a_payout_that_is_not_there_is_left_alone_by_its_job(practice: Earner, processor: ProcessorInMemory):
    jobs.settle_payout.work(Call(practice_id=practice.practice_id, reference=new_id()))

    assert processor.calls == []
