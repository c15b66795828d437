"""From a held seat to a paid session, and every way it may go wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attune.billing.errors import NoSuchPayment, NotACard, PaymentIsNot, TooManyAttempts
from attune.billing.models import Attempt, Payment, Refund
from attune.billing.queries.payments import own_payments, payment, payments_of_practice
from attune.billing.queries.seat_money import MoneyState, seat_money
from attune.billing.rules.states import ATTEMPTS_MAX, PaymentState
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import ProcessorUnavailable
from attune.ledger.queries.book import entries
from attune.ledger.rules.entry import AccountKind
from attune.notifications.models import Message
from attune.scheduling.booking_errors import HoldExpired
from attune.scheduling.models import Offering, Seat
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.check_out import check_out, pay
from attune.workflows.settle_payment import settle_payment
from tests.scheduling.booking import Bookable, at
from tests.scheduling.providers import TERMS
from tests.support.fake_processor import BANK_ASKS_CARD, DECLINED_CARD, GOOD_CARD
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out, end_hold, sweep

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

PRICE = Money(15_000)


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mine(where, processor) -> Checkout:
    """Mira's session, held and confirmed, and not paid yet."""
    return checked_out(seeker(), where, at(9))


def look_up(mine: Checkout) -> None:
    settle_payment(Call(mine.practice_id, None, mine.payment_id))


def age(mine: Checkout, hours: int) -> None:
    with scope(mine.practice_id):
        Payment.objects.update(asked_at=now() - timedelta(hours=hours))
        Attempt.objects.update(asked_at=now() - timedelta(hours=hours))


def mails(mine: Checkout) -> list[str]:
    with scope(mine.practice_id):
        return list(Message.objects.order_by("queued_at").values_list("kind", flat=True))


def test_a_confirmed_hold_waits_for_a_card_and_is_not_booked(mine, processor):
    facts = mine.facts

    assert (facts.state, facts.amount, mine.seat_state) == (PaymentState.AWAITING_CARD, PRICE, "held")
    assert (processor.charged, processor.calls) == ([], [f"intent:{mine.seat_id}"])
    assert mine.book == {}


def test_a_paid_session_is_booked_entered_and_confirmed(mine, processor):
    facts = mine.pay()

    assert (facts.state, facts.is_booked, facts.card_last4) == (PaymentState.SUCCEEDED, True, "4242")
    assert (mine.seat_state, processor.charged) == ("booked", [15_000])
    assert mine.book[AccountKind.UNEARNED] == PRICE
    assert mails(mine) == ["scheduling.appointment_confirmed"]


def test_the_processor_is_told_amounts_and_ids_alone(mine, processor):
    (intent,) = processor.intents.values()

    assert (intent.payment_id, intent.practice_id, intent.amount) == (mine.payment_id, mine.practice_id, PRICE)


def test_confirming_twice_asks_for_one_payment(mine, processor):
    with mine.own():
        again = check_out(mine.actor, mine.wish, hold_id=mine.seat_id)

    assert again.payment_id == mine.payment_id
    assert processor.calls == [f"intent:{mine.seat_id}"]


def test_paying_twice_charges_once(mine, processor):
    mine.pay()

    with pytest.raises(PaymentIsNot):
        mine.pay()

    assert (processor.charged, mine.seat_state) == ([15_000], "booked")


def test_a_second_click_while_the_card_is_charged_changes_nothing(mine, processor):
    processor.lost = 1
    mine.pay()

    facts = mine.pay(DECLINED_CARD)

    assert facts.state is PaymentState.PROCESSING
    with scope(mine.practice_id):
        assert Attempt.objects.count() == 1


def test_a_declined_card_books_nothing_and_another_one_does(mine, processor):
    declined = mine.pay(DECLINED_CARD)
    seen = (declined.state, declined.decline_code, mine.seat_state, mine.book)

    paid = mine.pay()

    assert seen == (PaymentState.AWAITING_CARD, "insufficient_funds", "held", {})
    assert (paid.state, paid.decline_code, mine.seat_state) == (PaymentState.SUCCEEDED, "", "booked")
    assert processor.calls[1:] == [f"confirm:{mine.seat_id}:1", f"confirm:{mine.seat_id}:2"]


def test_a_card_the_processor_does_not_know_is_told_as_declined(mine):
    facts = mine.pay("pm_nobody_knows")

    assert (facts.state, facts.decline_code) == (PaymentState.AWAITING_CARD, "resource_missing")


def test_after_many_declined_cards_no_further_one_is_tried(mine, processor):
    for _ in range(ATTEMPTS_MAX):
        mine.pay(DECLINED_CARD)

    with pytest.raises(TooManyAttempts):
        mine.pay()

    assert processor.charged == []


def test_what_the_bank_asks_is_waited_for_and_then_books(mine, processor):
    waiting = mine.pay(BANK_ASKS_CARD)
    before = (waiting.state, mine.seat_state)
    processor.bank_says(waiting.intent_id, is_allowed=True)

    look_up(mine)

    assert before == (PaymentState.AWAITING_BANK, "held")
    assert (mine.facts.state, mine.seat_state, processor.charged) == (PaymentState.SUCCEEDED, "booked", [15_000])


def test_what_the_bank_refused_lets_another_card_be_tried(mine, processor):
    processor.bank_says(mine.pay(BANK_ASKS_CARD).intent_id, is_allowed=False)
    look_up(mine)
    refused = mine.facts

    paid = mine.pay()

    assert (refused.state, refused.decline_code) == (
        PaymentState.AWAITING_CARD,
        "payment_intent_authentication_failure",
    )
    assert (paid.state, processor.charged) == (PaymentState.SUCCEEDED, [15_000])


def test_a_bank_that_was_never_answered_is_given_up_with_the_hold(mine, processor):
    mine.pay(BANK_ASKS_CARD)
    end_hold(mine)

    sweep(mine)

    assert (mine.facts.state, processor.charged, mine.book) == (PaymentState.CANCELED, [], {})


def test_a_lost_answer_is_asked_for_under_the_same_key(mine, processor):
    processor.lost = 1
    lost = mine.pay()

    look_up(mine)

    assert lost.state is PaymentState.PROCESSING
    assert (mine.facts.state, mine.seat_state, processor.charged) == (PaymentState.SUCCEEDED, "booked", [15_000])
    assert processor.calls == [f"intent:{mine.seat_id}", f"confirm:{mine.seat_id}:1"]


def test_a_processor_out_of_reach_is_asked_again_by_the_sweep(where, processor):
    processor.down = 1
    mine = checked_out(seeker(), where, at(9))
    before = mine.facts.state
    with scope(mine.practice_id):
        Payment.objects.update(requested_at=now() - timedelta(minutes=5))

    look_up(mine)

    assert (before, mine.facts.state) == (PaymentState.REQUESTED, PaymentState.AWAITING_CARD)
    assert len(processor.intents) == 1


def test_a_key_older_than_a_day_is_looked_up_and_never_asked_anew(mine, processor):
    processor.lost = 1
    mine.pay()
    processor.forget_keys()
    age(mine, hours=25)

    look_up(mine)

    assert (processor.charged, mine.facts.state) == ([15_000], PaymentState.SUCCEEDED)
    assert processor.calls == [f"intent:{mine.seat_id}", f"confirm:{mine.seat_id}:1"]


def test_an_intent_whose_answer_was_lost_a_day_ago_is_found(where, processor):
    processor.lost = 1
    mine = checked_out(seeker(), where, at(9))
    processor.forget_keys()
    age(mine, hours=25)

    look_up(mine)

    assert (len(processor.intents), mine.facts.intent_id) == (1, "pi_1")


def test_no_card_is_charged_once_the_hold_is_over(mine, processor):
    end_hold(mine)

    with pytest.raises(HoldExpired):
        mine.pay()

    assert (processor.charged, mine.facts.state) == ([], PaymentState.AWAITING_CARD)


def test_what_was_paid_after_the_hold_ended_goes_back_by_itself(mine, processor):
    waiting = mine.pay(BANK_ASKS_CARD)
    end_hold(mine)
    processor.bank_says(waiting.intent_id, is_allowed=True)

    look_up(mine)

    facts = mine.facts
    assert (facts.state, facts.is_booked, facts.kept) == (PaymentState.SUCCEEDED, False, Money(0))
    assert (processor.charged, processor.given_back) == ([15_000], [15_000])
    assert mine.book == {}


def test_a_lost_refund_is_found_and_not_given_twice(mine, processor):
    waiting = mine.pay(BANK_ASKS_CARD)
    end_hold(mine)
    processor.bank_says(waiting.intent_id, is_allowed=True)
    processor.lost = 1
    look_up(mine)
    processor.forget_keys()
    with scope(mine.practice_id):
        before = Refund.objects.get().state
        Refund.objects.update(asked_at=now() - timedelta(hours=25), requested_at=now() - timedelta(hours=25))

    sweep(mine)

    with scope(mine.practice_id):
        assert (before, Refund.objects.get().state) == ("requested", "succeeded")
    assert (processor.given_back, mine.book) == ([15_000], {})


def test_what_costs_nothing_is_booked_at_once(processor):
    where = open_practice(cast().a, terms=replace(TERMS, price=Money(0)))
    member = seeker()
    actor = Actor(member.person_id, where.practice.practice_id, frozenset({Role.PATIENT}))
    wish = Wish(where.offering_id, at(9), "video")

    with where.open(actor):
        held = hold_session(actor, wish).held
        got = check_out(actor, wish, hold_id=held.hold_id)

    assert (got.payment_id, processor.intents) == (None, {})
    with where.open(actor):
        assert Seat.objects.get().state == "booked"
        assert seat_money(actor, got.seat_id).state is MoneyState.NOTHING_ASKED


def test_a_price_that_changes_while_somebody_pays_is_the_one_that_was_shown(mine, processor):
    with scope(mine.practice_id):
        Offering.objects.update(price_minor=99_900)

    assert mine.pay().amount == PRICE
    assert processor.charged == [15_000]


def test_what_is_no_payment_method_is_refused(mine, processor):
    for wrong in ("", "4242424242424242", "tok_visa", "pm_" + "a" * 99, "pm_card visa"):
        with pytest.raises(NotACard):
            mine.pay(wrong)

    assert (processor.charged, mine.facts.state) == ([], PaymentState.AWAITING_CARD)


def test_somebody_elses_payment_is_not_there(mine, processor):
    other = Actor(seeker("uma@example.org", "Uma Lind").person_id, mine.practice_id, frozenset({Role.PATIENT}))

    with scope(mine.practice_id, person_id=other.person_id, plane=Plane.SELF):
        with pytest.raises(NoSuchPayment):
            payment(other, mine.payment_id)
        with pytest.raises(NoSuchPayment):
            pay(other, mine.payment_id, payment_method=GOOD_CARD, now=now())
        with pytest.raises(NoSuchPayment):
            payment(other, new_id())
        assert own_payments(other) == ()
        assert seat_money(other, mine.seat_id).state is MoneyState.NOTHING_ASKED
    assert processor.charged == []


def test_who_may_see_what_was_paid(mine):
    commission = mine.pay().commission
    biller = mine.where.practice[Role.BILLER].actor
    provider = mine.where.practice[Role.PROVIDER].actor

    with mine.own():
        assert [one.amount for one in own_payments(mine.actor)] == [PRICE]
        with pytest.raises(NotPermitted):
            payments_of_practice(mine.actor)
    with scope(mine.practice_id):
        assert [one.payment_id for one in payments_of_practice(biller)] == [mine.payment_id]
        assert payment(biller, mine.payment_id).amount == PRICE
        with pytest.raises(NotPermitted):
            payments_of_practice(provider)
        with pytest.raises(NotPermitted):
            payment(provider, mine.payment_id)
        money = seat_money(provider, mine.seat_id)
        assert (money.state, money.paid, money.net + money.commission) == (MoneyState.PAID, PRICE, PRICE)
        assert money.commission == commission
        with pytest.raises(NotPermitted):
            seat_money(mine.where.practice[Role.AUDITOR].actor, mine.seat_id)


def test_looking_up_again_and_again_enters_once(mine):
    mine.pay()

    for _ in range(3):
        look_up(mine)

    with scope(mine.practice_id, plane=Plane.BUSINESS):
        assert [one.key for one in entries(system_actor(mine.practice_id))] == [f"charge:{mine.payment_id}"]


def test_a_processor_out_of_reach_tells_nobody_that_it_failed(mine, processor):
    processor.down = 1

    with pytest.raises(ProcessorUnavailable):
        look_up(mine)

    assert mine.facts.state is PaymentState.AWAITING_CARD
