"""What billing relies on of a payment processor: the adapter at the sandbox keeps it, and so does the one in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from attune.billing.gateways import (
    CardDeclined,
    CardShown,
    Decline,
    Intent,
    IntentRequest,
    IntentState,
    PaymentProcessor,
    RefundRequest,
    RefundState,
)
from attune.integrations.stripe.payments import StripePayments
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import KeyReused, NotKnownToProcessor, ProcessorUnavailable, RefusedByProcessor
from attune.sandboxes.stripe import Fault, Rule
from tests.support.fake_processor import BANK_ASKS_CARD, DECLINED_CARD, GOOD_CARD, FakeProcessor

PRICE, COMMISSION = Money(15000), Money(2250)
DAY = 24 * 3600
BACK_TO = "https://example.org/"


@dataclass(frozen=True, slots=True)
class Peer:
    """A processor, an account that may charge there, and what a test does to it."""

    payments: PaymentProcessor
    account: str
    answer_bank: Callable[[Intent, bool], object]
    lose_answer: Callable[[str], object]
    be_unreachable: Callable[[str], object]
    forget_keys: Callable[[], object]

    def asked(self, account: str | None = None, *, payment_id: UUID | None = None) -> IntentRequest:
        """Return what a payment is asked for with."""
        commission = COMMISSION if account else None
        return IntentRequest(payment_id or new_id(), new_id(), PRICE, account, commission)

    def confirm(self, intent: Intent, card: str = GOOD_CARD, *, key: str = "") -> Intent:
        """Charge a card for a payment."""
        return self.payments.confirm_intent(
            intent.id,
            payment_method=card,
            return_url=BACK_TO,
            key=key or fresh("confirm"),
            account=intent.account,
        )

    def paid(self, asked: IntentRequest) -> Intent:
        """Return a payment that succeeded."""
        return self.confirm(self.payments.create_intent(asked, key=fresh("intent")))


def fresh(name: str) -> str:
    return f"{name}:{new_id()}"


@pytest.fixture(params=["sandbox", "memory"])
def peer(request: pytest.FixtureRequest) -> Peer:
    if request.param == "memory":
        request.getfixturevalue("db")  # It asks the product's clock.
        fake = FakeProcessor()

        def once(name: str) -> Callable[[str], None]:
            return lambda _: setattr(fake, name, 1)

        return Peer(
            fake,
            "acct_memory",
            lambda intent, is_allowed: fake.bank_says(intent.id, is_allowed=is_allowed),
            once("lost"),
            once("down"),
            fake.forget_keys,
        )
    control = request.getfixturevalue("processor").control
    return Peer(
        StripePayments(),
        request.getfixturevalue("account"),
        lambda intent, is_allowed: control.answer_challenge(
            intent.id, client_secret=intent.client_secret, is_accepted=is_allowed
        ),
        lambda path: control.set_faults([Rule(Fault.DROP_AFTER, path=path)]),
        lambda path: control.set_faults([Rule(Fault.DROP_BEFORE, path=path)]),
        lambda: control.move_clock(DAY + 60),
    )


def test_a_payment_is_made_and_charged_on_the_practices_account(peer: Peer):
    asked = peer.asked(peer.account)

    made = peer.payments.create_intent(asked, key=fresh("intent"))
    paid = peer.confirm(made)

    assert (made.state, made.received) == (IntentState.REQUIRES_PAYMENT_METHOD, Money(0))
    assert (paid.state, paid.received, paid.commission) == (IntentState.SUCCEEDED, PRICE, COMMISSION)
    assert (paid.payment_id, paid.practice_id, paid.account) == (asked.payment_id, asked.practice_id, peer.account)
    assert (paid.card, bool(paid.charge_id), bool(paid.commission_id)) == (CardShown("visa", "4242"), True, True)
    assert peer.payments.intent(made.id, account=peer.account) == paid


def test_a_declined_card_is_told_and_repeated_and_a_new_attempt_may_succeed(peer: Peer):
    made, attempt = peer.payments.create_intent(peer.asked(), key=fresh("intent")), fresh("confirm")
    for _ in range(2):
        with pytest.raises(CardDeclined) as refusal:
            peer.confirm(made, DECLINED_CARD, key=attempt)
        assert (refusal.value.code, refusal.value.is_final) == ("insufficient_funds", False)
    after = peer.payments.intent(made.id)

    paid = peer.confirm(made)

    assert (after.state, after.last_decline) == (
        IntentState.REQUIRES_PAYMENT_METHOD,
        Decline("insufficient_funds", is_final=False),
    )
    assert (paid.state, paid.last_decline) == (IntentState.SUCCEEDED, None)


def test_a_card_that_nobody_knows_is_refused(peer: Peer):
    made = peer.payments.create_intent(peer.asked(), key=fresh("intent"))

    with pytest.raises(RefusedByProcessor) as refusal:
        peer.confirm(made, "pm_nobody_knows")

    assert refusal.value.code == "resource_missing"
    assert peer.payments.intent(made.id).state is IntentState.REQUIRES_PAYMENT_METHOD


@pytest.mark.parametrize(
    ("is_allowed", "state", "code"),
    [
        (True, IntentState.SUCCEEDED, None),
        (False, IntentState.REQUIRES_PAYMENT_METHOD, "payment_intent_authentication_failure"),
    ],
)
def test_a_bank_that_asks_decides_by_the_answer(peer: Peer, is_allowed: bool, state: IntentState, code: str | None):
    asked = peer.confirm(peer.payments.create_intent(peer.asked(), key=fresh("intent")), BANK_ASKS_CARD)

    peer.answer_bank(asked, is_allowed)

    after = peer.payments.intent(asked.id)
    assert (asked.state, after.state) == (IntentState.REQUIRES_ACTION, state)
    assert (after.last_decline.code if after.last_decline else None) == code


def test_a_payment_that_was_given_up_is_charged_no_more_and_one_that_succeeded_is_not_given_up(peer: Peer):
    made = peer.payments.create_intent(peer.asked(), key=fresh("intent"))
    given_up = peer.payments.cancel_intent(made.id, key=fresh("cancel"))
    paid = peer.paid(peer.asked())

    refusals = []
    for attempt in (lambda: peer.confirm(made), lambda: peer.payments.cancel_intent(paid.id, key=fresh("cancel"))):
        with pytest.raises(RefusedByProcessor) as refusal:
            attempt()
        refusals.append(refusal.value.code)

    assert given_up.state is IntentState.CANCELED
    assert refusals == ["payment_intent_unexpected_state"] * 2


def test_the_same_key_with_other_content_is_refused(peer: Peer):
    used = fresh("intent")
    peer.payments.create_intent(peer.asked(), key=used)

    with pytest.raises(KeyReused):
        peer.payments.create_intent(peer.asked(), key=used)


def test_an_answer_that_was_lost_is_had_again_under_the_same_key_and_looked_up(peer: Peer):
    asked, used = peer.asked(), fresh("intent")
    peer.lose_answer("/v1/payment_intents")
    with pytest.raises(ProcessorUnavailable):
        peer.payments.create_intent(asked, key=used)

    again = peer.payments.create_intent(asked, key=used)

    since = datetime.now(UTC) - timedelta(hours=1)
    assert peer.payments.intents_of(asked.payment_id, created_since=since) == (again,)


def test_a_request_that_never_arrived_did_nothing(peer: Peer):
    asked = peer.asked()
    peer.be_unreachable("/v1/payment_intents")

    with pytest.raises(ProcessorUnavailable):
        peer.payments.create_intent(asked, key=fresh("intent"))

    since = datetime.now(UTC) - timedelta(hours=1)
    assert peer.payments.intents_of(asked.payment_id, created_since=since) == ()


def test_a_key_is_forgotten_after_a_day_and_the_lookup_finds_what_it_made(peer: Peer):
    asked, used = peer.asked(), fresh("intent")
    first = peer.payments.create_intent(asked, key=used)
    peer.forget_keys()

    blindly = peer.payments.create_intent(asked, key=used)

    found = peer.payments.intents_of(asked.payment_id, created_since=first.created_at)
    assert [one.id for one in found] == [first.id, blindly.id]
    assert first.id != blindly.id


def test_a_payment_of_another_account_is_not_there(peer: Peer):
    made = peer.payments.create_intent(peer.asked(peer.account), key=fresh("intent"))

    for other in (None, "acct_nobody"):
        with pytest.raises(NotKnownToProcessor):
            peer.payments.intent(made.id, account=other)


def test_refunds_come_to_no_more_than_was_paid_and_give_the_commission_back_that_was_asked(peer: Peer):
    asked = peer.asked(peer.account)
    paid = peer.paid(asked)

    def refund(amount: int, back: int | None) -> RefundRequest:
        return RefundRequest(
            new_id(),
            asked.payment_id,
            asked.practice_id,
            paid.id,
            Money(amount),
            peer.account,
            None if back is None else Money(back),
        )

    made = peer.payments.refund(refund(9_000, 1_501), key=fresh("refund"))
    refusals = []
    for amount in (6_001, 6_000, 1):
        try:
            peer.payments.refund(refund(amount, None), key=fresh("refund"))
        except RefusedByProcessor as refusal:
            refusals.append((amount, refusal.code))

    assert (made.state, made.amount, made.commission_back) == (RefundState.SUCCEEDED, Money(9_000), Money(1_501))
    assert refusals == [(6_001, "amount_too_large"), (1, "charge_already_refunded")]
    assert [one.amount for one in peer.payments.refunds_of(paid.id, account=peer.account)] == [
        Money(9_000),
        Money(6_000),
    ]
