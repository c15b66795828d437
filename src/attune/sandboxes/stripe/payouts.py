"""Payouts: from a balance to a bank account, which they reach some business days later, or not."""

from typing import Any, Final

from attune.kernel.business_days import add_business_days
from attune.sandboxes.stripe.balances import day_of, move, start_of, totals
from attune.sandboxes.stripe.errors import ApiError, wrong
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, new_id

TRANSIT_BUSINESS_DAYS: Final = 2
UNTIL_SENT_SECONDS: Final = 3600
MESSAGES: Final = {
    "account_closed": "The bank account has been closed.",
    "no_account": "The bank account details on file are probably incorrect. No bank account could be located.",
    "insufficient_funds": "Your Stripe account has insufficient funds to cover the payout.",
    "could_not_process": "The bank could not process this payout.",
}


def create(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    """Send money on its way. Raises ApiError where too little is available or the account may not."""
    if asked["amount"] < 1:
        raise wrong("amount", "Invalid positive integer", code="parameter_invalid_integer")
    destination = _bank_account(sandbox, account)
    available, _ = totals(sandbox, account)
    if asked["amount"] > available:
        told = "You have insufficient funds in your Stripe account for this transfer."
        raise ApiError(400, told, code="balance_insufficient")
    arrival = start_of(add_business_days(day_of(sandbox.now()), TRANSIT_BUSINESS_DAYS))
    body = _payout(sandbox, asked, destination, arrival)
    sandbox.store.add("payout", body, account=account, fails=sandbox.store.record(destination).inner.get("fails", ""))
    body["balance_transaction"] = move(sandbox, "payout", -asked["amount"], account=account, source=body["id"])["id"]
    sandbox.tell("payout.created", body, account=account)
    plan(sandbox, account, body)
    return body


def plan(sandbox: Sandbox, account: str, payout: Body) -> None:
    """Have a payout go on as time passes; also after a restart."""
    if payout["status"] == "pending":
        sandbox.at(payout["created"] + UNTIL_SENT_SECONDS, lambda: _send(sandbox, account, payout))
    if payout["status"] in {"pending", "in_transit"}:
        sandbox.at(payout["arrival_date"], lambda: _arrive(sandbox, account, payout))


def cancel(sandbox: Sandbox, account: str, _asked: dict[str, Any], payout_id: str) -> Body:
    """Call a payout back before it was sent. Raises ApiError afterwards."""
    payout = sandbox.store.find("payout", payout_id, account=account, param="payout")
    if payout["status"] != "pending":
        raise ApiError(400, "Payouts can be canceled only while they are pending.", code="payouts_not_allowed")
    entry = move(sandbox, "payout_cancel", payout["amount"], account=account, source=payout_id)
    _became(sandbox, account, payout, "canceled", failure_balance_transaction=entry["id"])
    return payout


def fail(sandbox: Sandbox, account: str, payout: Body, code: str) -> None:
    """Have a payout fail, before or after it was paid: the money is back in the balance."""
    entry = move(sandbox, "payout_failure", payout["amount"], account=account, source=payout["id"])
    told = {"failure_code": code, "failure_message": MESSAGES.get(code, MESSAGES["could_not_process"])}
    _became(sandbox, account, payout, "failed", failure_balance_transaction=entry["id"], **told)


def _send(sandbox: Sandbox, account: str, payout: Body) -> None:
    if payout["status"] == "pending":
        payout["status"] = "in_transit"
        sandbox.store.changed(payout)
        sandbox.tell("payout.updated", payout, account=account)


def _arrive(sandbox: Sandbox, account: str, payout: Body) -> None:
    if payout["status"] not in {"pending", "in_transit"}:
        return
    fails = sandbox.store.record(payout["id"]).inner.get("fails", "")
    if fails:
        fail(sandbox, account, payout, fails)
    else:
        _became(sandbox, account, payout, "paid")


def _became(sandbox: Sandbox, account: str, payout: Body, state: str, **more: Any) -> None:
    payout |= {"status": state, **more}
    sandbox.store.changed(payout)
    sandbox.tell(f"payout.{state}", payout, account=account)


def _bank_account(sandbox: Sandbox, account: str) -> str:
    if account == PLATFORM:
        known = sandbox.store.listed("bank_account", account=PLATFORM)
        return str(known[0]["id"])
    body = sandbox.store.find("account", account, account=PLATFORM)
    if not body["payouts_enabled"]:
        raise ApiError(400, "Your account is not enabled to make payouts.", code="payouts_not_allowed")
    return str(body["external_accounts"]["data"][0]["id"])


def _payout(sandbox: Sandbox, asked: dict[str, Any], destination: str, arrival: int) -> Body:
    return {
        "id": new_id("po"),
        "object": "payout",
        "amount": asked["amount"],
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": arrival,
        "automatic": False,
        "balance_transaction": None,
        "created": sandbox.now(),
        "currency": "usd",
        "description": asked.get("description"),
        "destination": destination,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "method": "standard",
        "original_payout": None,
        "payout_method": None,
        "reconciliation_status": "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": asked.get("statement_descriptor"),
        "status": "pending",
        "trace_id": None,
        "type": "bank_account",
    }
