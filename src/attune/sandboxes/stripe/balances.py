"""Balances: each change is a balance transaction, available at once or some business days later."""

from datetime import UTC, date, datetime, time
from typing import Final

from attune.kernel.business_days import add_business_days
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import Body, new_id

AVAILABLE_BUSINESS_DAYS: Final = 2
CARD_BPS, CARD_CENTS = 290, 30
"""What the processor takes of a card payment: 2.9 % and 30 cents."""
CATEGORIES: Final = {
    "application_fee": "platform_earning",
    "application_fee_refund": "platform_earning_refund",
    "stripe_fee": "fee",
    "payout_failure": "payout_reversal",
}


def day_of(moment: int) -> date:
    """Return the day of a moment, in UTC."""
    return datetime.fromtimestamp(moment, UTC).date()


def start_of(day: date) -> int:
    """Return the moment a day begins, in UTC."""
    return int(datetime.combine(day, time.min, UTC).timestamp())


def processor_fee(amount: int) -> int:
    """Return what the processor takes of a card payment, in cents, halves upwards."""
    return (amount * CARD_BPS + 5_000) // 10_000 + CARD_CENTS


def move(
    sandbox: Sandbox,
    kind: str,
    amount: int,
    *,
    account: str,
    source: str | None,
    fees: list[Body] | None = None,
    is_delayed: bool = False,
) -> Body:
    """Change an account's balance and return the transaction."""
    now, taken = sandbox.now(), fees or []
    fee = sum(one["amount"] for one in taken)
    available_on = start_of(add_business_days(day_of(now), AVAILABLE_BUSINESS_DAYS)) if is_delayed else now
    body = {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": available_on,
        "balance_type": "payments",
        "created": now,
        "currency": "usd",
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": taken,
        "net": amount - fee,
        "reporting_category": CATEGORIES.get(kind, kind),
        "source": source,
        "status": "available" if available_on <= now else "pending",
        "type": kind,
    }
    return sandbox.store.add("balance_transaction", body, account=account)


def fee_detail(kind: str, amount: int) -> Body:
    """Return a line of a transaction's fees."""
    told = {"application_fee": "Platform fee", "stripe_fee": "Stripe processing fees"}[kind]
    return {"amount": amount, "application": None, "currency": "usd", "description": told, "type": kind}


def balance(sandbox: Sandbox, account: str) -> Body:
    """Return what lies in an account."""
    available, pending = totals(sandbox, account)
    return {
        "object": "balance",
        "available": [_amount(available)],
        "connect_reserved": [{"amount": 0, "currency": "usd"}],
        "livemode": False,
        "pending": [_amount(pending)],
    }


def totals(sandbox: Sandbox, account: str) -> tuple[int, int]:
    """Return what of an account's balance is available and what is pending, in cents."""
    available = pending = 0
    now = sandbox.now()
    for one in sandbox.store.listed("balance_transaction", account=account):
        if one["available_on"] <= now:
            available += one["net"]
        else:
            pending += one["net"]
    return available, pending


def as_of_now(sandbox: Sandbox, transaction: Body) -> Body:
    """Return a transaction with the state it has by now."""
    status = "available" if transaction["available_on"] <= sandbox.now() else "pending"
    return {**transaction, "status": status}


def _amount(minor: int) -> Body:
    return {"amount": minor, "currency": "usd", "source_types": {"card": minor}}
