"""Two connections that pay for one seat at the same moment: one of them pays, the other is told how it stands."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event, get_ident
from typing import Any

import pytest
from django.db import connection

from attune.billing.errors import BillingRefused, PaymentIsNot
from attune.billing.gateways import Intent
from attune.billing.models import Attempt, Payment
from attune.billing.rules.states import PaymentState
from attune.foundation.authorization import system_actor
from attune.foundation.background import Call
from attune.foundation.tenancy import Plane, scope
from attune.ledger.queries.book import entries
from attune.scheduling.models import Seat
from attune.workflows.settle_payment import settle_payment
from tests.scheduling.booking import at
from tests.support.fake_processor import BANK_ASKS_CARD, FakeProcessor
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

TOGETHER_SECONDS = 30.0


@pytest.fixture
def mine(processor: FakeProcessor) -> Checkout:
    return checked_out(seeker(), open_practice(cast().a), at(9))


def both_at_once(work: Callable[[], str]) -> Counter[str]:
    """Do something on two connections at the same moment, and count what came of it."""
    meeting = Barrier(2)

    def one(_: int) -> str:
        connection.ensure_connection()
        meeting.wait(TOGETHER_SECONDS)
        try:
            return work()
        except BillingRefused as refused:
            return f"{type(refused).__name__} {refused}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return Counter(pool.map(one, range(2)))


def paid_once(mine: Checkout) -> bool:
    """Return whether the seat is booked, by one payment and one entry."""
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        keys = [one.key for one in entries(system_actor(mine.practice_id))]
    with scope(mine.practice_id):
        succeeded = Payment.objects.filter(seat_id=mine.seat_id, state=PaymentState.SUCCEEDED).count()
        return (succeeded, Seat.objects.get().state, keys) == (1, "booked", [f"charge:{mine.payment_id}"])


def test_of_two_tabs_that_pay_at_once_one_pays(mine: Checkout, processor: FakeProcessor):
    came_of_it = both_at_once(lambda: mine.pay().state.value)

    # Whoever was second found the card being charged, or the payment made: both are states a page has words for.
    assert came_of_it["succeeded"] >= 1
    assert set(came_of_it) <= {"succeeded", "processing", f"{PaymentIsNot.__name__} succeeded"}
    assert processor.charged == [15_000]
    assert paid_once(mine)
    with scope(mine.practice_id):
        assert Attempt.objects.count() == 1


def test_what_was_looked_up_before_a_card_was_tried_says_nothing_of_it(
    mine: Checkout, processor: FakeProcessor, monkeypatch: pytest.MonkeyPatch
):
    confirm, look_up, payer = processor.confirm_intent, processor.intent, get_ident()
    has_looked, is_answered = Event(), Event()

    def look_and_be_slow(*asked: Any, **named: Any) -> Intent:
        found = look_up(*asked, **named)
        if get_ident() != payer:
            has_looked.set()
            assert is_answered.wait(TOGETHER_SECONDS)
        return found

    def hear_of_it() -> None:
        try:
            settle_payment(Call(mine.practice_id, None, mine.payment_id), is_hint=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def confirm_while_somebody_looks(*asked: Any, **named: Any) -> Intent:
            heard.append(pool.submit(hear_of_it))
            assert has_looked.wait(TOGETHER_SECONDS)
            return confirm(*asked, **named)

        heard: list[Future[None]] = []
        monkeypatch.setattr(processor, "intent", look_and_be_slow)
        monkeypatch.setattr(processor, "confirm_intent", confirm_while_somebody_looks)
        paid = mine.pay(BANK_ASKS_CARD)
        is_answered.set()
        heard[0].result(TOGETHER_SECONDS)

    assert (paid.state, mine.facts.state, mine.facts.decline_code) == (*[PaymentState.AWAITING_BANK] * 2, "")


def test_of_two_that_look_at_once_one_books(mine: Checkout, processor: FakeProcessor):
    processor.bank_says(mine.pay(BANK_ASKS_CARD).intent_id, is_allowed=True)

    def look_up() -> str:
        settle_payment(Call(mine.practice_id, None, mine.payment_id))
        return mine.facts.state.value

    assert both_at_once(look_up) == {"succeeded": 2}
    assert processor.charged == [15_000]
    assert paid_once(mine)
