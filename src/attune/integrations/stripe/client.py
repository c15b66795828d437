"""The library's client as we use it, and what its errors mean to us."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import stripe
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from stripe import RequestOptions, StripeClient

from attune.billing.gateways import CardDeclined
from attune.kernel.money import Money
from attune.kernel.processor import (
    KeyBusy,
    KeyReused,
    NotKnownToProcessor,
    ProcessorUnavailable,
    RefusedByProcessor,
)

TIMEOUT_SECONDS: Final = 20.0
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PAYMENT, PRACTICE, REFUND, PAYOUT = "attune_payment", "attune_practice", "attune_refund", "attune_payout"
"""The names under which our ids stand in the metadata; nothing else is ever written there."""
FINAL_DECLINES: Final = frozenset(
    {
        "card_not_supported",
        "currency_not_supported",
        "expired_card",
        "fraudulent",
        "incorrect_number",
        "invalid_account",
        "invalid_number",
        "lost_card",
        "merchant_blacklist",
        "new_account_information_available",
        "pickup_card",
        "restricted_card",
        "revocation_of_all_authorizations",
        "revocation_of_authorization",
        "security_violation",
        "stolen_card",
        "stop_payment_order",
        "transaction_not_allowed",
    }
)
"""Declines that the same card will meet again. Source: docs.stripe.com/declines/codes."""
MISSING: Final = frozenset({"resource_missing", "account_invalid"})


def client() -> StripeClient:
    """Return a client of the account whose key the settings hold.

    The library never tries again by itself: whether to, and under which key, is the caller's to decide.
    """
    address = settings.STRIPE_API_BASE
    if not is_trusted(address):
        raise ImproperlyConfigured("ATTUNE_STRIPE_API_BASE must be an https address, as https://api.stripe.com.")
    logging.getLogger("stripe").setLevel(logging.WARNING)
    stripe.enable_telemetry = False
    return StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses={"api": address.rstrip("/")},
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        max_network_retries=0,
    )


def is_trusted(address: str) -> bool:
    """Return whether an address is encrypted, or on this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)


def options(account: str | None, *, key: str | None = None) -> RequestOptions:
    """Return on whose account and under which key a request is made."""
    told: RequestOptions = {}
    if account is not None:
        told["stripe_account"] = account
    if key is not None:
        told["idempotency_key"] = key
    return told


def is_final(code: str, advice: str | None) -> bool:
    """Return whether a card that was declined so will be declined again."""
    return code in FINAL_DECLINES or advice == "do_not_try_again"


@contextmanager
def errors_translated() -> Iterator[None]:
    """Raise our errors in the place of the library's."""
    try:
        yield
    except stripe.CardError as error:
        told = error.error
        code = str(getattr(told, "decline_code", None) or error.code or "card_declined")
        advice = getattr(told, "advice_code", None)
        raise CardDeclined(code, is_final=is_final(code, advice)) from None
    except stripe.IdempotencyError as error:
        if error.http_status == 409:
            raise KeyBusy("idempotency_key_in_use") from None
        raise KeyReused("idempotency_error") from None
    except (stripe.InvalidRequestError, stripe.PermissionError, stripe.AuthenticationError) as error:
        code = str(error.code or getattr(error.error, "code", None) or type(error).__name__)
        raise (NotKnownToProcessor if code in MISSING else RefusedByProcessor)(code) from None
    except stripe.StripeError as error:
        if error.http_status == 409:
            raise KeyBusy(str(error.code)) from None
        raise ProcessorUnavailable(f"{type(error).__name__} {error.http_status or 'without an answer'}") from None


def money(minor: int | None, currency: str = "usd") -> Money:
    """Return an amount in our form."""
    return Money(minor or 0, currency.upper())


def moment(seconds: int) -> datetime:
    """Return an instant in our form."""
    return datetime.fromtimestamp(seconds, UTC)


def our_id(metadata: object, name: str) -> UUID | None:
    """Return an id of ours from metadata, None where there is none that is one."""
    try:
        return UUID(getattr(metadata, name, ""))
    except (ValueError, TypeError, AttributeError):
        return None
