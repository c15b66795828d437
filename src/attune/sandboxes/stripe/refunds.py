"""Refunds of charges and of application fees."""

from typing import Any

from attune.sandboxes.stripe.balances import move
from attune.sandboxes.stripe.errors import ApiError, wrong
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, new_id

UNTIL_IT_FAILS_SECONDS = 60


def create(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    """Give a charge's money back, all that is left of it or an amount. Raises ApiError."""
    charge = _charge_of(sandbox, account, asked)
    left = charge["amount"] - charge["amount_refunded"]
    amount = asked.get("amount", left)
    if left == 0:
        told = f"Charge {charge['id']} has already been refunded."
        raise ApiError(400, told, code="charge_already_refunded")
    if amount < 1:
        raise wrong("amount", "Invalid positive integer", code="parameter_invalid_integer")
    if amount > left:
        told = f"Refund amount (${amount / 100:.2f}) is greater than unrefunded amount on charge (${left / 100:.2f})"
        raise ApiError(400, told, param="amount", code="amount_too_large")
    body = _refund(sandbox, charge, amount, asked)
    behavior = sandbox.store.record(charge["id"]).inner.get("refund", "succeeded")
    body["status"] = "pending" if behavior == "pending" else "succeeded"
    sandbox.store.add("refund", body, account=account)
    body["balance_transaction"] = move(sandbox, "refund", -amount, account=account, source=body["id"])["id"]
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    charge["refunds"]["data"] = [body, *charge["refunds"]["data"]]
    sandbox.store.changed(charge)
    if asked.get("refund_application_fee") and charge["application_fee"]:
        fee = sandbox.store.find("application_fee", charge["application_fee"], account=PLATFORM)
        share = fee["amount"] * amount // charge["amount"]
        create_fee_refund(sandbox, PLATFORM, {"amount": min(share, fee["amount"] - fee["amount_refunded"])}, fee["id"])
    sandbox.tell("refund.created", body, account=account)
    sandbox.tell("charge.refunded", charge, account=account)
    if behavior == "failed":
        sandbox.at(sandbox.now() + UNTIL_IT_FAILS_SECONDS, lambda: _fail(sandbox, account, body, charge))
    return body


def create_fee_refund(sandbox: Sandbox, _account: str, asked: dict[str, Any], fee_id: str) -> Body:
    """Give a part of an application fee back to the account it was taken from. Raises ApiError."""
    fee = sandbox.store.find("application_fee", fee_id, account=PLATFORM)
    left = fee["amount"] - fee["amount_refunded"]
    amount = asked.get("amount", left)
    if left == 0:
        raise ApiError(400, f"Application fee {fee_id} has already been refunded.", code="application_fees_invalid")
    if not 0 < amount <= left:
        raise ApiError(400, f"Refund amount is not between 1 and {left}.", param="amount", code="amount_too_large")
    body = {
        "id": new_id("fr"),
        "object": "fee_refund",
        "amount": amount,
        "balance_transaction": None,
        "created": sandbox.now(),
        "currency": "usd",
        "fee": fee_id,
        "metadata": asked.get("metadata") or {},
    }
    sandbox.store.add("fee_refund", body, account=PLATFORM)
    move(sandbox, "application_fee_refund", amount, account=fee["account"], source=body["id"])
    entry = move(sandbox, "application_fee_refund", -amount, account=PLATFORM, source=body["id"])
    body["balance_transaction"] = entry["id"]
    fee["amount_refunded"] += amount
    fee["refunded"] = fee["amount_refunded"] == fee["amount"]
    fee["refunds"]["data"] = [body, *fee["refunds"]["data"]]
    sandbox.store.changed(fee)
    sandbox.tell("application_fee.refunded", fee, account=PLATFORM)
    return body


def _charge_of(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    charge_id = asked.get("charge")
    if charge_id is None:
        if "payment_intent" not in asked:
            raise wrong("charge", "One of the following params should be provided: payment_intent or charge.")
        intent_id = asked["payment_intent"]
        intent = sandbox.store.find("payment_intent", intent_id, account=account, param="payment_intent")
        if intent["status"] != "succeeded":
            told = f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
            raise ApiError(400, told, code="payment_intent_unexpected_state")
        charge_id = intent["latest_charge"]
    return sandbox.store.find("charge", charge_id, account=account, param="charge")


def _fail(sandbox: Sandbox, account: str, refund: Body, charge: Body) -> None:
    entry = move(sandbox, "refund_failure", refund["amount"], account=account, source=refund["id"])
    refund |= {
        "status": "failed",
        "failure_reason": "expired_or_canceled_card",
        "failure_balance_transaction": entry["id"],
    }
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    sandbox.store.changed(refund, charge)
    sandbox.tell("refund.failed", refund, account=account)


def _refund(sandbox: Sandbox, charge: Body, amount: int, asked: dict[str, Any]) -> Body:
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": sandbox.now(),
        "currency": "usd",
        "customer": None,
        "customer_account": None,
        "destination_details": {"card": {"type": "refund"}, "type": "card"},
        "metadata": asked.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": asked.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
