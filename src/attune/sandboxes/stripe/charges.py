"""Charges: made by a payment intent that is confirmed, with what each side's balance gets of it."""

from typing import Any

from attune.sandboxes.stripe.balances import fee_detail, move, processor_fee
from attune.sandboxes.stripe.cards import ADVICE, Card, message_of
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, new_id


def charged(sandbox: Sandbox, intent: Body, card: Card, *, account: str, is_asked: bool) -> Body:
    """Charge a card that is good, move the money, and return the charge."""
    charge = _charge(sandbox, intent, card, account=account, is_asked=is_asked)
    amount, commission = intent["amount"], intent["application_fee_amount"] or 0
    cost, fees = processor_fee(amount), []
    if commission:
        fees.append(fee_detail("application_fee", commission))
    is_platforms_cost = account != PLATFORM and _fees_payer(sandbox, account) == "application"
    if not is_platforms_cost:
        fees.append(fee_detail("stripe_fee", cost))
    is_delayed = not card.is_available_at_once
    entry = move(sandbox, "charge", amount, account=account, source=charge["id"], fees=fees, is_delayed=is_delayed)
    charge["balance_transaction"] = entry["id"]
    if commission:
        charge["application_fee"] = _application_fee(sandbox, charge, account=account, is_delayed=is_delayed)["id"]
    if is_platforms_cost:
        move(sandbox, "stripe_fee", -cost, account=PLATFORM, source=charge["id"])
    sandbox.store.changed(charge)
    sandbox.tell("charge.succeeded", charge, account=account)
    return charge


def declined(sandbox: Sandbox, intent: Body, card: Card, *, account: str, is_asked: bool) -> Body:
    """Keep a charge that failed, and return it."""
    charge = _charge(sandbox, intent, card, account=account, is_asked=is_asked)
    charge |= {
        "paid": False,
        "captured": False,
        "amount_captured": 0,
        "status": "failed",
        "failure_code": card.code,
        "failure_message": message_of(card),
        "receipt_url": None,
    }
    charge["outcome"] |= {
        "type": "issuer_declined",
        "network_status": "declined_by_network",
        "reason": card.decline_code,
        "advice_code": ADVICE.get(card.decline_code, "try_again_later"),
        "seller_message": "The bank returned a decline.",
    }
    sandbox.tell("charge.failed", charge, account=account)
    return charge


def _fees_payer(sandbox: Sandbox, account: str) -> str:
    known = sandbox.store.find("account", account, account=PLATFORM)
    return str(known["controller"]["fees"]["payer"])


def _application_fee(sandbox: Sandbox, charge: Body, *, account: str, is_delayed: bool) -> Body:
    fee_id = new_id("fee")
    entry = move(
        sandbox,
        "application_fee",
        charge["application_fee_amount"],
        account=PLATFORM,
        source=fee_id,
        is_delayed=is_delayed,
    )
    body = {
        "id": fee_id,
        "object": "application_fee",
        "account": account,
        "amount": charge["application_fee_amount"],
        "amount_refunded": 0,
        "application": "ca_attune_sandbox",
        "balance_transaction": entry["id"],
        "charge": charge["id"],
        "created": sandbox.now(),
        "currency": "usd",
        "fee_source": {"charge": charge["id"], "type": "charge"},
        "livemode": False,
        "originating_transaction": None,
        "refunded": False,
        "refunds": empty_list(f"/v1/application_fees/{fee_id}/refunds"),
    }
    sandbox.store.add("application_fee", body, account=PLATFORM)
    sandbox.tell("application_fee.created", body, account=PLATFORM)
    return body


def empty_list(url: str) -> Body:
    """Return a list of nothing, as it is written inside an object."""
    return {"object": "list", "data": [], "has_more": False, "url": url}


def no_billing_details() -> Body:
    """Return the billing details of somebody who gave none."""
    names = ("city", "country", "line1", "line2", "postal_code", "state")
    return {"address": dict.fromkeys(names), "email": None, "name": None, "phone": None, "tax_id": None}


def _charge(sandbox: Sandbox, intent: Body, card: Card, *, account: str, is_asked: bool) -> Body:
    charge_id = new_id("ch")
    body: dict[str, Any] = {
        "id": charge_id,
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": intent["application_fee_amount"],
        "balance_transaction": None,
        "billing_details": no_billing_details(),
        "calculated_statement_descriptor": "ATTUNE SANDBOX",
        "captured": True,
        "created": sandbox.now(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "on_behalf_of": None,
        "outcome": {
            "advice_code": None,
            "network_advice_code": None,
            "network_decline_code": None,
            "network_status": "approved_by_network",
            "reason": None,
            "seller_message": "Payment complete.",
            "type": "authorized",
        },
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {"card": _card_details(card, intent["amount"], is_asked=is_asked), "type": "card"},
        "receipt_email": None,
        "receipt_number": None,
        "receipt_url": f"{sandbox.public_url}/receipts/{charge_id}",
        "refunded": False,
        "refunds": empty_list(f"/v1/charges/{charge_id}/refunds"),
        "review": None,
        "shipping": None,
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": None,
    }
    return sandbox.store.add("charge", body, account=account, refund=card.refund)


def _card_details(card: Card, amount: int, *, is_asked: bool) -> Body:
    asked = {"authentication_flow": "challenge", "result": "authenticated", "version": "2.2.0"} if is_asked else None
    return {
        "amount_authorized": amount,
        "authorization_code": None,
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "US",
        "exp_month": 8,
        "exp_year": 2030,
        "extended_authorization": {"status": "disabled"},
        "fingerprint": f"sandbox{card.last4}",
        "funding": "credit",
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "overcapture": {"maximum_amount_capturable": amount, "status": "unavailable"},
        "regulated_status": "unregulated",
        "three_d_secure": asked,
        "transaction_link_id": None,
        "wallet": None,
    }
