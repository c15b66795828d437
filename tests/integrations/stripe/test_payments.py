"""Payments: what is asked for, what is answered, and what an answer that was lost leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from attune.billing.gateways import (
    CardDeclined,
    Decline,
    IntentRequest,
    IntentState,
    RefundRequest,
    RefundState,
)
from attune.integrations.stripe.payments import StripePayments
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.kernel.processor import (
    ProcessorUnavailable,
    RefusedByProcessor,
)
from attune.sandboxes.stripe import Fault, Rule
from tests.support.processor import Processor

PRICE, COMMISSION = Money(15000), Money(2250)
DAY = 24 * 3600


def request(account: str | None = None, *, payment_id: UUID | None = None) -> IntentRequest:
    return IntentRequest(
        payment_id=payment_id or new_id(),
        practice_id=new_id(),
        amount=PRICE,
        account=account,
        commission=COMMISSION if account else None,
    )


def key(name: str = "intent") -> str:
    return f"{name}:{new_id()}"


def confirmed(payments: StripePayments, asked: IntentRequest, card: str = "pm_card_visa"):
    made = payments.create_intent(asked, key=key())
    return payments.confirm_intent(
        made.id, payment_method=card, return_url="https://example.org/", key=key("confirm"), account=asked.account
    )


def test_a_plain_payment_tells_what_the_processor_takes(payments: StripePayments):
    paid = confirmed(payments, request())

    assert (paid.state, paid.processor_fee, paid.commission_id) == (IntentState.SUCCEEDED, Money(465), None)


def test_nothing_but_our_ids_is_told_of_a_payment(payments: StripePayments, processor: Processor):
    asked = request()

    made = payments.create_intent(asked, key=key())

    body = processor.sandbox.store.body_of(made.id)
    assert body is not None
    assert body["metadata"] == {"attune_payment": str(asked.payment_id), "attune_practice": str(asked.practice_id)}
    assert [body[name] for name in ("description", "receipt_email", "customer", "shipping")] == [None] * 4


@pytest.mark.parametrize(
    ("card", "code", "is_final"),
    [
        ("pm_card_chargeDeclined", "generic_decline", False),
        ("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds", False),
        ("pm_card_visa_chargeDeclinedLostCard", "lost_card", True),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", True),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", False),
        ("pm_card_chargeDeclinedFraudulent", "fraudulent", True),
    ],
)
def test_a_declined_card_is_told_with_its_reason(payments: StripePayments, card: str, code: str, is_final: bool):
    made = payments.create_intent(request(), key=key())

    with pytest.raises(CardDeclined) as refusal:
        payments.confirm_intent(made.id, payment_method=card, return_url="https://example.org/", key=key("confirm"))

    assert (refusal.value.code, refusal.value.is_final) == (code, is_final)
    after = payments.intent(made.id)
    assert (after.state, after.last_decline) == (IntentState.REQUIRES_PAYMENT_METHOD, Decline(code, is_final))


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER, Fault.ERROR_AFTER])
def test_an_answer_that_was_lost_is_had_again_under_the_same_key(
    payments: StripePayments, processor: Processor, fault: Fault
):
    asked, used = request(), key()
    processor.control.set_faults([Rule(fault, path="/v1/payment_intents")])
    with pytest.raises(ProcessorUnavailable):
        payments.create_intent(asked, key=used)

    again = payments.create_intent(asked, key=used)

    since = datetime.now(UTC) - timedelta(hours=1)
    assert payments.intents_of(asked.payment_id, created_since=since) == (again,)


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.ERROR_BEFORE])
def test_a_request_that_never_arrived_did_nothing(payments: StripePayments, processor: Processor, fault: Fault):
    asked = request()
    processor.control.set_faults([Rule(fault, path="/v1/payment_intents")])

    with pytest.raises(ProcessorUnavailable):
        payments.create_intent(asked, key=key())

    assert payments.intents_of(asked.payment_id, created_since=datetime.now(UTC) - timedelta(hours=1)) == ()


def test_an_error_that_the_key_remembers_is_no_decline(payments: StripePayments, processor: Processor):
    made, used = payments.create_intent(request(), key=key()), key("confirm")
    processor.control.set_faults([Rule(Fault.ERROR_KEPT, path="*/confirm")])

    for _ in range(2):
        with pytest.raises(ProcessorUnavailable):
            payments.confirm_intent(made.id, payment_method="pm_card_visa", return_url="https://example.org/", key=used)

    assert payments.intent(made.id).state is IntentState.REQUIRES_PAYMENT_METHOD


def refund_of(paid, asked: IntentRequest, amount: Money, back: Money | None = None) -> RefundRequest:
    return RefundRequest(
        refund_id=new_id(),
        payment_id=asked.payment_id,
        practice_id=asked.practice_id,
        intent_id=paid.id,
        amount=amount,
        account=asked.account,
        commission_back=back,
    )


def test_a_refund_gives_back_of_the_commission_exactly_what_was_asked(
    payments: StripePayments, processor: Processor, account: str
):
    asked = request(account)
    paid = confirmed(payments, asked)
    before = processor.control.state()["balances"]

    made = payments.refund(refund_of(paid, asked, Money(10000), Money(1501)), key=key("refund"))

    after = processor.control.state()["balances"]
    assert (made.state, made.amount, made.commission_back) == (RefundState.SUCCEEDED, Money(10000), Money(1501))
    assert payments.refunds_of(paid.id, account=account) == (made,)
    assert sum(after["platform"].values()) - sum(before["platform"].values()) == -1501
    assert sum(after[account].values()) - sum(before[account].values()) == 1501 - 10000


def test_a_refund_whose_second_answer_was_lost_is_completed_by_the_same_call(
    payments: StripePayments, processor: Processor, account: str
):
    asked = request(account)
    paid = confirmed(payments, asked)
    wanted, used = refund_of(paid, asked, PRICE, COMMISSION), key("refund")
    processor.control.set_faults([Rule(Fault.DROP_BEFORE, path="/v1/application_fees/*")])
    with pytest.raises(ProcessorUnavailable):
        payments.refund(wanted, key=used)
    [half] = payments.refunds_of(paid.id, account=account)

    payments.refund(wanted, key=used)

    assert half.commission_back == Money(0)
    assert payments.refunds_of(paid.id, account=account) == (replace(half, commission_back=COMMISSION),)


def test_an_account_that_told_nothing_yet_is_not_charged(payments: StripePayments, payouts):
    opened = payouts.open_account(new_id(), key=key("account"))

    with pytest.raises(RefusedByProcessor):
        payments.create_intent(request(opened.id), key=key())


@pytest.mark.parametrize("address", ["http://processor.example.org", "ftp://127.0.0.2", ""])
def test_an_unencrypted_address_elsewhere_is_refused(address: str):
    with (
        override_settings(STRIPE_API_BASE=address),
        pytest.raises(ImproperlyConfigured, match="ATTUNE_STRIPE_API_BASE"),
    ):
        StripePayments()


def test_nobody_there_is_no_answer():
    with override_settings(STRIPE_API_BASE="http://127.0.0.1:9"), pytest.raises(ProcessorUnavailable):
        StripePayments().intent("pi_any")
