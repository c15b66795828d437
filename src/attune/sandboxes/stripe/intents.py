"""Payment intents: their states and what leads from one to the next."""

from typing import Any, Final
from uuid import uuid4

from attune.sandboxes.stripe.cards import ADVICE, Card, message_of
from attune.sandboxes.stripe.charges import charged, declined
from attune.sandboxes.stripe.errors import CARD_ERROR, ApiError, wrong
from attune.sandboxes.stripe.methods import card_of, method_named
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Body, new_id

CENTS_MIN, CENTS_MAX = 50, 99_999_999
CONFIRMABLE: Final = {"requires_payment_method", "requires_confirmation", "requires_action"}
CANCELABLE: Final = CONFIRMABLE | {"requires_capture"}


def create(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body:
    """Make an intent; with ``confirm`` it is confirmed at once. Raises ApiError."""
    amount, fee = asked["amount"], asked.get("application_fee_amount")
    if asked["currency"].lower() != "usd":
        raise wrong("currency", "This sandbox's accounts hold US dollars alone.")
    if amount < CENTS_MIN:
        raise wrong("amount", "Amount must be at least $0.50 usd", code="amount_too_small")
    if amount > CENTS_MAX:
        raise wrong("amount", "Amount must be no more than $999,999.99", code="amount_too_large")
    if fee is not None and account == PLATFORM:
        raise wrong("application_fee_amount", "An application fee needs a charge on a connected account.")
    if fee is not None and not 0 < fee <= amount:
        raise wrong("application_fee_amount", "The application fee must be positive and no more than the amount.")
    if account != PLATFORM and not sandbox.store.find("account", account, account=PLATFORM)["charges_enabled"]:
        told = "Your account cannot currently make live charges. Its onboarding is not complete."
        raise ApiError(400, told, code="account_invalid")
    method = _method_asked(sandbox, account, asked)
    customer = asked.get("customer")
    if customer:
        sandbox.store.find("customer", customer, account=account, param="customer")
    intent = _new(sandbox, asked, method)
    sandbox.store.add("payment_intent", intent, account=account)
    sandbox.tell("payment_intent.created", intent, account=account)
    return _attempt(sandbox, account, intent, asked) if asked.get("confirm") else intent


def update(sandbox: Sandbox, account: str, asked: dict[str, Any], intent_id: str) -> Body:
    """Change metadata, description or amount of an intent that was not paid. Raises ApiError."""
    intent = _found(sandbox, account, intent_id)
    if intent["status"] not in CONFIRMABLE and asked.keys() - {"metadata", "description", "expand"}:
        raise _unexpected(intent, "updated")
    for name in ("amount", "application_fee_amount", "description"):
        intent[name] = asked.get(name, intent[name])
    intent["metadata"] |= asked.get("metadata") or {}
    sandbox.store.changed(intent)
    return intent


def confirm(sandbox: Sandbox, account: str, asked: dict[str, Any], intent_id: str) -> Body:
    """Charge the card. Raises ApiError, for a decline too."""
    intent = _found(sandbox, account, intent_id)
    if intent["status"] not in CONFIRMABLE:
        raise _unexpected(intent, "confirmed")
    method = _method_asked(sandbox, account, asked)
    if method is not None:
        intent["payment_method"] = method["id"]
    if intent["payment_method"] is None:
        told = "You cannot confirm this PaymentIntent because it's missing a payment method."
        raise ApiError(400, told, code="payment_intent_unexpected_state", payment_intent=dict(intent))
    return _attempt(sandbox, account, intent, asked)


def cancel(sandbox: Sandbox, account: str, asked: dict[str, Any], intent_id: str) -> Body:
    """Give an intent up. Raises ApiError where it was paid."""
    intent = _found(sandbox, account, intent_id)
    if intent["status"] not in CANCELABLE:
        raise _unexpected(intent, "canceled")
    intent |= {
        "status": "canceled",
        "canceled_at": sandbox.now(),
        "cancellation_reason": asked.get("cancellation_reason"),
        "next_action": None,
    }
    _became(sandbox, account, intent, "canceled")
    return intent


def challenged(sandbox: Sandbox, intent_id: str, *, client_secret: str, is_accepted: bool) -> Body:
    """Take the patient's answer to their bank's question. Raises ApiError where none is open."""
    intent = sandbox.store.body_of(intent_id)
    if intent is None or intent.get("client_secret") != client_secret:
        raise ApiError(404, f"No such payment_intent: '{intent_id}'", code="resource_missing", param="intent")
    account = sandbox.store.record(intent_id).account
    if intent["status"] != "requires_action":
        raise _unexpected(intent, "authenticated")
    card = card_of(sandbox, sandbox.store.find("payment_method", intent["payment_method"], account=account))
    intent["next_action"] = None
    if is_accepted:
        return _settle(sandbox, account, intent, card, is_asked=True)
    told = "We are unable to authenticate your payment method. Please choose a different payment method and try again."
    error = {"type": CARD_ERROR, "code": "payment_intent_authentication_failure", "message": told}
    _back_to_start(sandbox, account, intent, error)
    return intent


def _attempt(sandbox: Sandbox, account: str, intent: Body, asked: dict[str, Any]) -> Body:
    card = card_of(sandbox, sandbox.store.find("payment_method", intent["payment_method"], account=account))
    if not card.asks:
        return _settle(sandbox, account, intent, card, is_asked=False)
    if asked.get("off_session") or asked.get("error_on_requires_action"):
        told = "Your card was declined. This transaction requires authentication."
        error = {"type": CARD_ERROR, "code": "authentication_required", "message": told}
        error["decline_code"] = "authentication_required"
        _back_to_start(sandbox, account, intent, error)
        raise ApiError(402, told, kind=CARD_ERROR, code=error["code"], payment_intent=dict(intent))
    intent |= {
        "status": "requires_action",
        "last_payment_error": None,
        "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}},
    }
    _became(sandbox, account, intent, "requires_action")
    return intent


def _settle(sandbox: Sandbox, account: str, intent: Body, card: Card, *, is_asked: bool) -> Body:
    if card.code:
        return _decline(sandbox, account, intent, card, is_asked=is_asked)
    charge = charged(sandbox, intent, card, account=account, is_asked=is_asked)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
        "next_action": None,
    }
    _became(sandbox, account, intent, "succeeded")
    return intent


def _decline(sandbox: Sandbox, account: str, intent: Body, card: Card, *, is_asked: bool) -> Body:
    charge = declined(sandbox, intent, card, account=account, is_asked=is_asked)
    intent["latest_charge"] = charge["id"]
    error = {
        "advice_code": ADVICE.get(card.decline_code, "try_again_later"),
        "charge": charge["id"],
        "code": card.code,
        "decline_code": card.decline_code,
        "message": message_of(card),
        "type": CARD_ERROR,
    }
    _back_to_start(sandbox, account, intent, error)
    if is_asked:
        return intent
    more = {name: error[name] for name in ("advice_code", "charge", "decline_code")}
    raise ApiError(402, error["message"], kind=CARD_ERROR, code=error["code"], payment_intent=dict(intent), **more)


def _back_to_start(sandbox: Sandbox, account: str, intent: Body, error: Body) -> None:
    method = sandbox.store.find("payment_method", intent["payment_method"], account=account)
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": {**error, "payment_method": dict(method)},
    }
    _became(sandbox, account, intent, "payment_failed")


def _became(sandbox: Sandbox, account: str, intent: Body, what: str) -> None:
    sandbox.store.changed(intent)
    sandbox.tell(f"payment_intent.{what}", intent, account=account)


def _found(sandbox: Sandbox, account: str, intent_id: str) -> Body:
    return sandbox.store.find("payment_intent", intent_id, account=account, param="intent")


def _method_asked(sandbox: Sandbox, account: str, asked: dict[str, Any]) -> Body | None:
    return method_named(sandbox, account, asked["payment_method"]) if asked.get("payment_method") else None


def _unexpected(intent: Body, verb: str) -> ApiError:
    told = f"This PaymentIntent could not be {verb} because it has a status of {intent['status']}."
    return ApiError(400, told, code="payment_intent_unexpected_state", payment_intent=dict(intent))


def _new(sandbox: Sandbox, asked: dict[str, Any], method: Body | None) -> Body:
    intent_id = new_id("pi")
    return {
        "id": intent_id,
        "object": "payment_intent",
        "amount": asked["amount"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": asked.get("application_fee_amount"),
        "automatic_payment_methods": asked.get("automatic_payment_methods", {"enabled": True}),
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic",
        "client_secret": f"{intent_id}_secret_{uuid4().hex[:24]}",
        "confirmation_method": "automatic",
        "created": sandbox.now(),
        "currency": asked["currency"].lower(),
        "customer": asked.get("customer"),
        "customer_account": None,
        "description": asked.get("description"),
        "excluded_payment_method_types": None,
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "managed_payments": {"enabled": False},
        "metadata": asked.get("metadata") or {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": method["id"] if method else None,
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": None,
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "source": None,
        "statement_descriptor": asked.get("statement_descriptor"),
        "statement_descriptor_suffix": asked.get("statement_descriptor_suffix"),
        "status": "requires_confirmation" if method else "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }
