"""What the processor tells of one payment, heard in every order and twice: the same state and the same book."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from attune.billing import jobs
from attune.billing.gateways import ProcessorEvent
from attune.billing.models import Refund
from attune.billing.queries.payments import payment
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.ledger.queries.book import entries
from attune.scheduling.models import Occupancy, Seat
from attune.workflows.settle_payment import apply_event, settle_payment
from tests.scheduling.booking import at
from tests.support.fake_processor import BANK_ASKS_CARD, FakeProcessor
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]

TOLD = (
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "charge.succeeded",
)
PAID_AND_BOOKED = ("succeeded", True, "booked", (15_000,), (), ("charge",))
PAID_AND_GIVEN_BACK = ("succeeded", False, "held", (15_000,), (15_000,), ("charge", "refund"))
THE_BANK = "the bank"
State = tuple[object, ...]


@dataclass
class Orders:
    """Every order in which things happen: what led to the same state goes on from there once."""

    mine: Checkout
    processor: FakeProcessor
    happens: Mapping[str, Callable[[], None]]
    ends: set[State] = field(default_factory=set)
    steps: int = 0
    seen: set[tuple[frozenset[str], State]] = field(default_factory=set)

    def walk(self, done: frozenset[str] = frozenset()) -> None:
        """Let each thing that is left happen next, and go on from there; twice is as once."""
        state = self.state()
        if (done, state) in self.seen:
            return
        self.seen.add((done, state))
        if len(done) == len(self.happens):
            self.ends.add(self.at_rest())
        for name, happen in self.happens.items():
            if name in done and name == THE_BANK:
                continue
            before = self._kept()
            happen()
            self.steps += 1
            if name in done and self.state() == state:
                self._back_to(before)
                continue
            self.walk(done | {name})
            self._back_to(before)

    def state(self) -> State:
        """Return what is known of the payment, here and there."""
        mine, system = self.mine, system_actor(self.mine.practice_id)
        with scope(mine.practice_id):
            facts, seat = payment(system, mine.payment_id), Seat.objects.get(id=mine.seat_id).state
            book = tuple(sorted(one.kind.value for one in entries(system)))
        there = tuple(self.processor.charged), tuple(self.processor.given_back)
        return facts.state.value, facts.is_booked, seat, *there, book

    def at_rest(self) -> State:
        """Return the state once the sweep has looked and what is to go back has gone."""
        before = self._kept()
        look_up(self.mine)
        for refund_id in refunds(self.mine):
            jobs.give_back.work(Call(self.mine.practice_id, None, refund_id))
        found = self.state()
        self._back_to(before)
        return found

    def _kept(self) -> tuple[str, dict[str, Any]]:
        """Return the moment: everything there is, in the database and at the processor."""
        there = {
            "intents": dict(self.processor.intents),
            "refunds": {name: list(made) for name, made in self.processor.refunds.items()},
            "answers": dict(self.processor.answers),
        }
        return transaction.savepoint(), there

    def _back_to(self, moment: tuple[str, dict[str, Any]]) -> None:
        savepoint, there = moment
        transaction.savepoint_rollback(savepoint)
        transaction.savepoint_commit(savepoint)
        for name, value in there.items():
            setattr(self.processor, name, value)


def look_up(mine: Checkout) -> None:
    settle_payment(Call(mine.practice_id, None, mine.payment_id))


def hear(mine: Checkout, about: str) -> None:
    told = ProcessorEvent(f"evt_{about}", about, None, "pi_1", now(), mine.practice_id, mine.payment_id)
    apply_event(Call(mine.practice_id, None, None), told)


def refunds(mine: Checkout) -> Iterator[Any]:
    with scope(mine.practice_id):
        found = list(Refund.objects.values_list("id", flat=True))
    yield from found


def end_hold(mine: Checkout) -> None:
    with scope(mine.practice_id):
        Seat.objects.update(hold_expires_at=now() - timedelta(seconds=1))
        Occupancy.objects.update(expires_at=now() - timedelta(seconds=1))


@pytest.fixture
def mine(processor: FakeProcessor) -> Checkout:
    """Mira's session; her bank is about to ask her."""
    one = checked_out(seeker(), open_practice(cast().a), at(9))
    look_up(one)
    one.pay(BANK_ASKS_CARD)
    look_up(one)
    return one


def everything(mine: Checkout, processor: FakeProcessor) -> Mapping[str, Callable[[], None]]:
    """Return what happens: each event, and the bank's answer, before which some of them are early."""
    answered = partial(processor.bank_says, "pi_1", is_allowed=True)
    return {name: partial(hear, mine, name) for name in TOLD} | {THE_BANK: answered}


def test_every_order_of_what_is_told_books_and_enters_once(mine: Checkout, processor: FakeProcessor):
    orders = Orders(mine, processor, everything(mine, processor))

    orders.walk()

    assert orders.ends == {PAID_AND_BOOKED}
    assert orders.steps >= len(orders.happens) * 2 ** (len(orders.happens) - 1)


def test_every_order_of_what_is_told_after_the_hold_ended_gives_back_once(mine: Checkout, processor: FakeProcessor):
    end_hold(mine)
    orders = Orders(mine, processor, everything(mine, processor))

    orders.walk()

    assert orders.ends == {PAID_AND_GIVEN_BACK}
