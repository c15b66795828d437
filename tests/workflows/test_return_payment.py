"""What goes back of a payment, what is earned, and that the book says so to the cent."""

from datetime import timedelta

import pytest
from django.db import connection

from attune.billing.actions.note_event import note_event
from attune.billing.actions.request_refund import request_refund
from attune.billing.errors import RefundTooLarge
from attune.billing.gateways import ProcessorEvent
from attune.billing.models import ProcessorEvent as InboxEvent
from attune.billing.queries.seat_money import MoneyState, seat_money
from attune.billing.rules.split import commission_of
from attune.billing.rules.states import PaymentState, RefundReason
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.ledger.queries.book import entries
from attune.ledger.queries.verify import verify_book
from attune.ledger.rules.entry import AccountKind, EntryKind
from attune.notifications.models import Message
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.models import Appointment, Seat
from tests.scheduling.booking import Bookable, at
from tests.support.fake_processor import BANK_ASKS_CARD, FakeProcessor
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out, run_jobs

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

PRICE, HALF = Money(15_000), Money(7_500)


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mine(where, processor) -> Checkout:
    """Mira's session, paid and booked."""
    one = checked_out(seeker(), where, at(9))
    one.pay()
    return one


def ask_for_fees(mine: Checkout, *, late_bps: int = 5_000, missed_bps: int = 5_000) -> None:
    """Let the deadline be over, with what it costs."""
    with scope(mine.practice_id):
        Seat.objects.update(free_until_hours=200, late_fee_bps=late_bps, missed_fee_bps=missed_bps)


def begin(mine: Checkout) -> None:
    with scope(mine.practice_id):
        Appointment.objects.update(starts_at=now() - timedelta(hours=1), ends_at=now() - timedelta(minutes=10))


def cancel(mine: Checkout) -> None:
    with mine.own():
        cancel_seat(mine.actor, seat_id=mine.seat_id)


def mark(mine: Checkout, *, has_attended: bool) -> None:
    with scope(mine.practice_id):
        mark_attendance(mine.where.provider, seat_id=mine.seat_id, has_attended=has_attended)


def money_of(mine: Checkout):
    with mine.own():
        return seat_money(mine.actor, mine.seat_id)


def earned_on(mine: Checkout):
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        return [one.due_on for one in entries(system_actor(mine.practice_id), kinds=[EntryKind.EARN])]


def book_agrees(mine: Checkout, processor: FakeProcessor) -> bool:
    """Return whether the book's processor account is what the processor has, and every entry is as sealed."""
    (intent,) = processor.intents.values()
    made = processor.refunds.get(intent.id, [])
    kept = intent.received.minor - sum(one.amount.minor for one in made)
    commission = intent.commission.minor - sum(one.commission_back.minor for one in made)
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        is_whole = verify_book(system_actor(mine.practice_id)).findings == ()
    return is_whole and mine.book.get(AccountKind.PROCESSOR, Money(0)) == Money(kept - commission)


def test_canceling_in_time_gives_everything_back(mine, processor):
    cancel(mine)

    money = money_of(mine)
    assert (processor.given_back, mine.book) == ([15_000], {})
    assert (money.state, money.refunded, money.commission, money.net) == (
        MoneyState.REFUNDED,
        PRICE,
        Money(0),
        Money(0),
    )
    assert (mine.facts.refunds[0].reason, earned_on(mine)) == (RefundReason.CANCELED, [])


def test_who_paid_is_told_of_each_refund_once(mine):
    cancel(mine)
    run_jobs()

    with scope(mine.practice_id):
        kinds = list(Message.objects.order_by("queued_at").values_list("kind", flat=True))
    assert kinds.count("billing.refund_made") == 1


def test_canceling_late_keeps_the_fee_and_the_split_of_the_fee(mine, processor):
    ask_for_fees(mine)

    cancel(mine)

    facts, money = mine.facts, money_of(mine)
    commission = commission_of(HALF, facts.commission_bps)
    assert (processor.given_back, facts.kept) == ([7_500], HALF)
    assert (money.state, money.commission, money.net) == (MoneyState.PARTLY_REFUNDED, commission, HALF - commission)
    assert mine.book[AccountKind.REVENUE] == HALF
    assert earned_on(mine) == [facts.payout_on]
    assert book_agrees(mine, processor)


def test_a_session_the_practice_cancels_goes_back_whole_however_late(mine, processor):
    ask_for_fees(mine)
    with scope(mine.practice_id):
        appointment = Seat.objects.get(id=mine.seat_id).appointment_id
        cancel_appointment(mine.where.provider, appointment_id=appointment, reason="Ill")

    assert (processor.given_back, mine.book) == ([15_000], {})


def test_a_session_that_took_place_is_earned_once(mine, processor):
    begin(mine)

    mark(mine, has_attended=True)
    mark(mine, has_attended=False)
    mark(mine, has_attended=True)

    assert len(earned_on(mine)) == 1
    assert book_agrees(mine, processor)


def test_a_missed_session_keeps_what_it_costs(mine, processor):
    ask_for_fees(mine, missed_bps=5_000)
    begin(mine)

    mark(mine, has_attended=False)

    assert (processor.given_back, mine.facts.refunds[0].reason) == ([7_500], RefundReason.MISSED)
    assert mine.book[AccountKind.REVENUE] == HALF
    assert book_agrees(mine, processor)


def test_a_missed_session_that_costs_the_whole_gives_nothing_back(mine, processor):
    ask_for_fees(mine, missed_bps=10_000)
    begin(mine)

    mark(mine, has_attended=False)

    assert (processor.given_back, mine.book[AccountKind.REVENUE]) == ([], PRICE)


def test_somebody_who_came_and_is_then_marked_as_missed_gets_back_out_of_what_was_earned(mine, processor):
    ask_for_fees(mine, missed_bps=5_000)
    begin(mine)
    mark(mine, has_attended=True)

    mark(mine, has_attended=False)

    assert (processor.given_back, mine.book[AccountKind.REVENUE]) == ([7_500], HALF)
    assert book_agrees(mine, processor)


def test_several_refunds_never_come_to_more_than_was_paid(mine, processor):
    system = system_actor(mine.practice_id)
    said = {"payment_id": mine.payment_id, "reason": RefundReason.CANCELED}
    for minor in (3_333, 3_333, 8_334):
        with scope(mine.practice_id, plane=Plane.BUSINESS):
            request_refund(system, amount=Money(minor), **said)

    for minor in (1, 0, -1):
        with scope(mine.practice_id, plane=Plane.BUSINESS), pytest.raises(RefundTooLarge):
            request_refund(system, amount=Money(minor), **said)

    assert processor.given_back == [3_333, 3_333, 8_334]
    assert mine.book == {}
    assert mine.facts.commission_returned == mine.facts.commission


def test_nobody_gives_back_by_hand(mine):
    owner = mine.where.practice[Role.OWNER].actor

    with scope(mine.practice_id), pytest.raises(NotPermitted):
        request_refund(owner, payment_id=mine.payment_id, amount=PRICE, reason=RefundReason.CANCELED)


def test_a_refund_whose_answer_was_lost_is_asked_for_again_and_made_once(mine, processor):
    processor.lost = 1
    cancel(mine)
    before = mine.facts.refunds[0].made_at
    work_again(mine)

    assert (before, processor.given_back) == (None, [15_000])
    assert mine.book == {}


def work_again(mine: Checkout) -> None:
    """Do what waits, whatever its time."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
    run_jobs()


def event(mine: Checkout, number: int, *, about: str = "payment_intent.succeeded") -> ProcessorEvent:
    return ProcessorEvent(f"evt_{number}", about, None, "pi_1", now(), mine.practice_id, mine.payment_id)


def test_events_in_any_order_and_number_lead_to_the_same(where, processor):
    mine = checked_out(seeker(), where, at(9))
    waiting = mine.pay(BANK_ASKS_CARD)
    processor.bank_says(waiting.intent_id, is_allowed=True)

    told = [event(mine, 3), event(mine, 1, about="payment_intent.payment_failed"), event(mine, 3), event(mine, 2)]
    are_new = [note_event(one) for one in told]
    run_jobs()

    assert are_new == [True, True, False, True]
    assert (mine.facts.state, mine.seat_state, processor.charged) == (PaymentState.SUCCEEDED, "booked", [15_000])
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        assert [one.kind for one in entries(system_actor(mine.practice_id))] == [EntryKind.CHARGE]
    assert InboxEvent.objects.filter(applied_at=None).count() == 0


def test_an_event_that_says_paid_is_not_believed(where, processor):
    mine = checked_out(seeker(), where, at(9))

    note_event(event(mine, 1))
    run_jobs()

    assert (mine.facts.state, mine.seat_state, mine.book) == (PaymentState.AWAITING_CARD, "held", {})


def test_an_event_of_another_practice_about_a_payment_changes_nothing(where, processor):
    mine = checked_out(seeker(), where, at(9))
    mine.pay(BANK_ASKS_CARD)
    processor.bank_says("pi_1", is_allowed=True)

    note_event(ProcessorEvent("evt_1", "payment_intent.succeeded", None, "pi_1", now(), new_id(), mine.payment_id))
    run_jobs()

    assert mine.facts.state is PaymentState.AWAITING_BANK


def test_a_patient_reads_no_book(mine):
    patient = Actor(mine.actor.person_id, mine.practice_id, frozenset({Role.PATIENT}))

    with mine.own(), pytest.raises(NotPermitted):
        entries(patient)
