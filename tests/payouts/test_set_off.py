"""A refund that comes after its payout is owed from its day on, and comes out of the next payouts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from attune.billing.rules.entries import refund_transfers
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.ledger.actions.post import post
from attune.ledger.queries.verify import verify_book
from attune.ledger.rules.entry import AccountKind, EntryKind
from attune.payouts.actions.note_receivable import note_receivable
from attune.payouts.gateways import PayoutState
from attune.payouts.models import PayoutSetOff
from attune.payouts.queries.payouts import lines_of, owing, payouts, set_offs_of
from attune.payouts.rules.set_off import SetOff, set_off
from attune.worklist.models import Task
from tests.payouts.earning import Earner
from tests.payouts.processor import ProcessorInMemory
from tests.payouts.test_payouts import IN_TWO_WEEKS, MONDAY, WEDNESDAY, be

NEXT_MONDAY = date(2027, 3, 15)


@pytest.fixture(autouse=True)
def clock(practice: Earner) -> Iterator[None]:
    be(MONDAY)
    yield
    move_clock(timedelta(0))


def give_back(practice: Earner, payment_id: UUID, amount: int, commission: int) -> None:
    """Enter a refund of what was earned, and let follow what follows."""
    with scope(practice.practice_id):
        post(
            practice.system,
            key=f"refund:{new_id()}",
            kind=EntryKind.REFUND,
            transfers=refund_transfers(
                payment_id, amount=Money(amount), commission_back=Money(commission), unearned=Money(0)
            ),
            reference=payment_id,
        )
        note_receivable(practice.system, payment_id)


def owed(practice: Earner) -> list[tuple[UUID, date, int]]:
    with scope(practice.practice_id):
        return [(one.payment_id, one.since, one.amount.minor) for one in owing(practice.owner)]


def paid_out(practice: Earner, processor: ProcessorInMemory, *, until: PayoutState = PayoutState.PAID) -> UUID:
    """Let 85 dollars of a payment of 100 go to the bank, and return the payment."""
    payment_id = practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    practice.run()
    processor.become(until)
    practice.run()
    return payment_id


def amounts(practice: Earner) -> list[tuple[str, int]]:
    return [(one.state, one.amount_minor) for one in practice.payouts()]


def holds(practice: Earner) -> bool:
    with scope(practice.practice_id):
        return verify_book(practice.system).findings == ()


def test_what_is_given_back_after_its_payout_is_owed_from_that_day(practice: Earner, processor: ProcessorInMemory):
    payment_id = paid_out(practice, processor)
    be(WEDNESDAY)

    give_back(practice, payment_id, 4_000, 600)

    assert owed(practice) == [(payment_id, WEDNESDAY, 3_400)]
    assert practice.balance(AccountKind.REFUND_RECEIVABLE) == 3_400
    assert practice.balance(AccountKind.BANK) == 5_100
    assert practice.balance(AccountKind.PROCESSOR) == -3_400
    practice.run()
    assert amounts(practice) == [("arrived", 8_500)]


def test_it_comes_out_of_the_next_payout_once(practice: Earner, processor: ProcessorInMemory):
    given_back = paid_out(practice, processor)
    give_back(practice, given_back, 4_000, 600)
    be(NEXT_MONDAY)
    next_id = practice.earn(10_000, 1_500, due_on=NEXT_MONDAY)

    for _ in range(2):
        practice.run()
    processor.become(PayoutState.PAID)
    practice.run()

    second = practice.payouts()[1]
    with scope(practice.practice_id):
        (line,) = lines_of(practice.owner, second.id)
        (taken,) = set_offs_of(practice.owner, second.id)
        told = payouts(practice.owner)[0]
    assert amounts(practice) == [("arrived", 8_500), ("arrived", 5_100)]
    assert (line.payment_id, line.net) == (next_id, Money(8_500))
    assert (taken.against_id, taken.amount, told.set_off) == (given_back, Money(3_400), Money(3_400))
    assert owed(practice) == []
    assert practice.balance(AccountKind.BANK) == 8_500 + 5_100
    assert practice.balance(AccountKind.PROCESSOR) == practice.balance(AccountKind.REFUND_RECEIVABLE) == 0
    assert holds(practice)


def test_more_than_the_next_payout_carries_on_to_the_one_after(practice: Earner, processor: ProcessorInMemory):
    given_back = paid_out(practice, processor)
    give_back(practice, given_back, 10_000, 1_500)
    be(NEXT_MONDAY)
    small_id = practice.earn(5_000, 750, due_on=NEXT_MONDAY)
    practice.run()
    after_one = (owed(practice), amounts(practice)[1:])
    practice.earn(10_000, 1_500, due_on=IN_TWO_WEEKS)
    be(IN_TWO_WEEKS)

    practice.run()

    set_off_whole, third = practice.payouts()[1:]
    with scope(practice.practice_id):
        assert [one.payment_id for one in lines_of(practice.owner, set_off_whole.id)] == [small_id]
    assert after_one == ([(given_back, MONDAY, 4_250)], [("set_off", 0)])
    assert (set_off_whole.arrived_on, third.state, third.amount_minor) == (NEXT_MONDAY, "sent", 4_250)
    assert len(processor.payouts) == 2
    assert owed(practice) == []
    assert holds(practice)


def test_a_payout_that_comes_back_owes_again_what_was_set_off(practice: Earner, processor: ProcessorInMemory):
    given_back = paid_out(practice, processor)
    give_back(practice, given_back, 4_000, 600)
    be(NEXT_MONDAY)
    practice.earn(10_000, 1_500, due_on=NEXT_MONDAY)
    practice.run()
    last = practice.payouts()[1].processor_id
    processor.payouts[last] = replace(processor.payouts[last], state=PayoutState.FAILED)
    # One round hears of it, the next one sends it again.
    practice.run()
    between = owed(practice)

    practice.run()

    assert between == [(given_back, MONDAY, 3_400)]
    assert amounts(practice) == [("arrived", 8_500), ("failed", 5_100), ("sent", 5_100)]
    assert owed(practice) == []
    with scope(practice.practice_id):
        assert Task.objects.get(kind="payouts.mend_bank").state == "open"
    assert holds(practice)


@pytest.mark.parametrize("state", [PayoutState.IN_TRANSIT, PayoutState.PAID])
def test_what_is_given_back_while_its_payout_is_under_way_is_owed_too(
    practice: Earner, processor: ProcessorInMemory, state: PayoutState
):
    payment_id = paid_out(practice, processor, until=PayoutState.IN_TRANSIT)
    give_back(practice, payment_id, 10_000, 1_500)
    processor.become(state)
    practice.run()

    assert owed(practice) == [(payment_id, MONDAY, 8_500)]
    went = practice.balance(AccountKind.BANK) + practice.balance(AccountKind.PAYOUT_IN_TRANSIT)
    assert went == 0


def test_what_is_given_back_before_a_prepared_payout_is_sent_is_owed_once_it_is(
    practice: Earner, processor: ProcessorInMemory
):
    payment_id = practice.earn(10_000, 1_500, due_on=WEDNESDAY)
    processor.available = Money(0)
    practice.run()
    give_back(practice, payment_id, 4_000, 600)
    before = owed(practice)
    processor.available = Money(10_000)

    practice.run()

    assert (before, amounts(practice)) == ([], [("sent", 8_500)])
    assert owed(practice) == [(payment_id, MONDAY, 3_400)]


def test_what_is_given_back_before_it_is_paid_out_is_not_owed(practice: Earner):
    payment_id = practice.earn(10_000, 1_500, due_on=WEDNESDAY)

    give_back(practice, payment_id, 4_000, 600)
    practice.run()

    assert owed(practice) == []
    assert amounts(practice) == [("sent", 5_100)]


def test_noting_it_again_and_a_second_refund_enter_what_is_new(practice: Earner, processor: ProcessorInMemory):
    payment_id = paid_out(practice, processor)
    give_back(practice, payment_id, 4_000, 600)
    with scope(practice.practice_id):
        note_receivable(practice.system, payment_id)

    give_back(practice, payment_id, 6_000, 900)

    assert owed(practice) == [(payment_id, MONDAY, 8_500)]


def test_a_payout_that_waits_keeps_what_it_sets_off_from_the_next(practice: Earner, processor: ProcessorInMemory):
    given_back = paid_out(practice, processor)
    give_back(practice, given_back, 4_000, 600)
    be(NEXT_MONDAY)
    practice.earn(10_000, 1_500, due_on=NEXT_MONDAY)
    processor.available = Money(0)
    practice.run()
    practice.earn(10_000, 1_500, due_on=NEXT_MONDAY)
    practice.run()

    assert amounts(practice)[1:] == [("prepared", 5_100), ("prepared", 8_500)]
    with scope(practice.practice_id):
        assert PayoutSetOff.objects.count() == 1


def test_only_the_system_enters_it_and_only_who_runs_the_money_sees_it(practice: Earner):
    provider = Actor(new_id(), practice.practice_id, frozenset({Role.PROVIDER}))
    with scope(practice.practice_id):
        with pytest.raises(NotPermitted):
            note_receivable(practice.owner, new_id())
        with pytest.raises(NotPermitted):
            owing(provider)
        with pytest.raises(NotPermitted):
            set_offs_of(provider, new_id())


def test_earnings_are_used_up_in_their_order_and_so_is_what_is_owed():
    first, second, old, new = (new_id() for _ in range(4))

    found = set_off([(first, Money(50)), (second, Money(30))], [(old, Money(40)), (new, Money(60))])

    assert found == (
        SetOff(first, old, Money(40)),
        SetOff(first, new, Money(10)),
        SetOff(second, new, Money(30)),
    )
    assert set_off([], [(old, Money(40))]) == set_off([(first, Money(50))], []) == ()
