"""Payment methods and customers: what a card form makes, and whom it may be kept for."""

from typing import Any

from attune.sandboxes.stripe.cards import BY_NUMBER, CARDS, Card, is_card_number
from attune.sandboxes.stripe.charges import no_billing_details
from attune.sandboxes.stripe.errors import CARD_ERROR, ApiError, no_such, wrong
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import Body, new_id

TOKENS = {f"tok_{name.removeprefix('pm_card_')}": name for name in CARDS}
YEARS_WITHOUT_CENTURY = 100


def create_method(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    """Make a payment method of a card's number or a test token. Raises ApiError for a card that cannot be."""
    if asked.get("type") != "card" or "card" not in asked:
        raise wrong("type", "This sandbox knows payment methods of the type card, with its card.")
    given = asked["card"]
    card = CARDS[TOKENS[given["token"]]] if given.get("token") in TOKENS else _typed(sandbox, given)
    return _method(sandbox, account, card, asked)


def method_named(sandbox: Sandbox, account: str, name: str) -> Body:
    """Return a payment method by its id; a test name such as pm_card_visa makes a new one. Raises ApiError."""
    if name in CARDS:
        return _method(sandbox, account, CARDS[name], {})
    record = sandbox.store.body_of(name)
    if record is None or sandbox.store.record(name).account != account or record["object"] != "payment_method":
        raise no_such("PaymentMethod", name, param="payment_method")
    return record


def card_of(sandbox: Sandbox, method: Body) -> Card:
    """Return how a payment method's card behaves."""
    return BY_NUMBER[sandbox.store.record(method["id"]).inner["number"]]


def create_customer(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    """Make a customer."""
    customer_id = new_id("cus")
    body: Body = {
        "id": customer_id,
        "object": "customer",
        "address": None,
        "balance": 0,
        "created": sandbox.now(),
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": asked.get("description"),
        "discount": None,
        "email": asked.get("email"),
        "invoice_prefix": customer_id[-8:].upper(),
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "name": asked.get("name"),
        "next_invoice_sequence": 1,
        "phone": asked.get("phone"),
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": "none",
        "test_clock": None,
    }
    sandbox.store.add("customer", body, account=account)
    sandbox.tell("customer.created", body, account=account)
    return body


def attach(sandbox: Sandbox, account: str, asked: dict[str, Any], method_id: str) -> Body:
    """Keep a payment method for a customer."""
    method = sandbox.store.find("payment_method", method_id, account=account)
    sandbox.store.find("customer", asked["customer"], account=account, param="customer")
    method["customer"] = asked["customer"]
    sandbox.store.changed(method)
    sandbox.tell("payment_method.attached", method, account=account)
    return method


def _typed(sandbox: Sandbox, given: dict[str, Any]) -> Card:
    number = "".join(str(given.get("number", "")).split())
    if not is_card_number(number):
        raise _refused("Your card number is incorrect.", "incorrect_number", "number")
    year, month = int(given.get("exp_year") or 0), int(given.get("exp_month") or 0)
    year += 2000 * (0 < year < YEARS_WITHOUT_CENTURY)
    if not 1 <= month <= 12:
        raise _refused("Your card's expiration month is invalid.", "invalid_expiry_month", "exp_month")
    if year < 1970 + sandbox.now() // 31_556_952:
        raise _refused("Your card's expiration year is invalid.", "invalid_expiry_year", "exp_year")
    if number not in BY_NUMBER:
        raise _refused("Your card was declined. This sandbox takes its test cards alone.", "card_declined", "number")
    return BY_NUMBER[number]


def _refused(message: str, code: str, param: str) -> ApiError:
    return ApiError(402, message, kind=CARD_ERROR, code=code, param=param)


def _method(sandbox: Sandbox, account: str, card: Card, asked: dict[str, Any]) -> Body:
    given = asked.get("card", {})
    body: Body = {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": no_billing_details(),
        "card": {
            "brand": card.brand,
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": None},
            "country": "US",
            "display_brand": card.brand,
            "exp_month": int(given.get("exp_month") or 8),
            "exp_year": int(given.get("exp_year") or 2030),
            "fingerprint": f"sandbox{card.last4}",
            "funding": "credit",
            "generated_from": None,
            "last4": card.last4,
            "networks": {"available": [card.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": sandbox.now(),
        "customer": None,
        "customer_account": None,
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "type": "card",
    }
    return sandbox.store.add("payment_method", body, account=account, number=card.number)
