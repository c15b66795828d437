"""The sandbox's answers have the shape of Stripe's own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from attune.sandboxes.stripe.sandbox import SECRET_KEY
from tests.support.processor import Processor, processor_running
from tests.support.shared_data import shared_file

NOT_SENT_BY_DEFAULT = {"source", "failure_reason", "failure_balance_transaction"}
NAMES = {
    "payment_intent": "PaymentIntent",
    "charge": "Charge",
    "refund": "Refund",
    "balance_transaction": "BalanceTransaction",
    "application_fee": "ApplicationFee",
    "fee_refund": "ApplicationFeeRefund",
    "account": "Account",
    "balance": "Balance",
    "payout": "Payout",
    "payment_method": "PaymentMethod",
    "customer": "Customer",
    "event": "Event",
    "account_link": "AccountLink",
}


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, dict[str, Any]]]:
    with processor_running() as processor:
        yield everything(processor)


def everything(processor: Processor) -> dict[str, dict[str, Any]]:
    """Make one object of each kind, by the library, and return what was answered."""
    api = stripe.StripeClient(SECRET_KEY, base_addresses={"api": processor.address}).v1
    account = api.accounts.create(
        {"country": "US", "controller": {"fees": {"payer": "application"}, "stripe_dashboard": {"type": "express"}}}
    )
    link = api.account_links.create(
        {
            "account": account.id,
            "type": "account_onboarding",
            "return_url": "https://example.org/",
            "refresh_url": "https://example.org/",
        }
    )
    processor.control.onboard(account.id)
    on: stripe.RequestOptions = {"stripe_account": account.id}
    intent = api.payment_intents.create(
        {
            "amount": 15000,
            "currency": "usd",
            "application_fee_amount": 2250,
            "confirm": True,
            "payment_method": "pm_card_bypassPending",
        },
        on,
    )
    charge = api.charges.retrieve(str(intent.latest_charge), None, on)
    refund = api.refunds.create({"payment_intent": intent.id, "amount": 100}, on)
    fee_refund = api.application_fees.refunds.create(str(charge.application_fee), {"amount": 10})
    found: list[Any] = [
        intent,
        charge,
        refund,
        fee_refund,
        link,
        api.accounts.retrieve(account.id),
        api.payment_methods.retrieve(str(intent.payment_method), None, on),
        api.application_fees.retrieve(str(charge.application_fee)),
        api.balance_transactions.retrieve(str(charge.balance_transaction), None, on),
        api.balance.retrieve(None, on),
        api.payouts.create({"amount": 1000, "currency": "usd"}, on),
        api.customers.create({"metadata": {"a": "b"}}),
        api.events.list({"limit": 1}, on).data[0],
    ]
    return {one.object: json.loads(str(one)) for one in found}


@pytest.mark.parametrize("kind", list(NAMES))
def test_an_answer_has_what_stripes_own_has(answers: dict[str, dict[str, Any]], kind: str):
    fixture = json.loads(shared_file("stripe/fixtures3_2026-08-21.json").read_text())["resources"][kind]

    told = answers[kind]

    assert sorted(fixture.keys() - told.keys() - NOT_SENT_BY_DEFAULT) == []
    for name in fixture.keys() & told.keys():
        if fixture[name] is not None and told[name] is not None:
            assert (name, type(told[name])) == (name, type(fixture[name]))


@pytest.mark.parametrize("kind", list(NAMES))
def test_an_answer_has_nothing_the_library_does_not_know(answers: dict[str, dict[str, Any]], kind: str):
    fixture = json.loads(shared_file("stripe/fixtures3_2026-08-21.json").read_text())["resources"][kind]
    known = set(getattr(stripe, NAMES[kind]).__annotations__)

    assert sorted(answers[kind].keys() - known - fixture.keys()) == []
