"""Test cards: what becomes of a charge, by the name of the payment method or the number typed into the form."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Card:
    """How a card behaves. ``code`` and ``decline_code`` empty: it is charged. ``asks``: its bank asks first."""

    number: str
    code: str = ""
    decline_code: str = ""
    asks: bool = False
    is_available_at_once: bool = False
    refund: str = "succeeded"
    brand: str = "visa"

    @property
    def last4(self) -> str:
        """Return what may be shown of it."""
        return self.number[-4:]


def _declined(number: str, decline_code: str, *, asks: bool = False) -> Card:
    return Card(number, "card_declined", decline_code, asks=asks)


CARDS: Final[dict[str, Card]] = {
    "pm_card_visa": Card("4242424242424242"),
    "pm_card_visa_debit": Card("4000056655665556"),
    "pm_card_mastercard": Card("5555555555554444", brand="mastercard"),
    "pm_card_amex": Card("378282246310005", brand="amex"),
    "pm_card_discover": Card("6011111111111117", brand="discover"),
    "pm_card_us": Card("4242424242424242"),
    "pm_card_bypassPending": Card("4000000000000077", is_available_at_once=True),
    "pm_card_refundFail": Card("4000000000005126", refund="failed"),
    "pm_card_pendingRefund": Card("4000000000007726", refund="pending"),
    "pm_card_chargeDeclined": _declined("4000000000000002", "generic_decline"),
    "pm_card_visa_chargeDeclined": _declined("4000000000000002", "generic_decline"),
    "pm_card_chargeDeclinedInsufficientFunds": _declined("4000000000009995", "insufficient_funds"),
    "pm_card_visa_chargeDeclinedInsufficientFunds": _declined("4000000000009995", "insufficient_funds"),
    "pm_card_visa_chargeDeclinedLostCard": _declined("4000000000009987", "lost_card"),
    "pm_card_visa_chargeDeclinedStolenCard": _declined("4000000000009979", "stolen_card"),
    "pm_card_visa_chargeDeclinedVelocityLimitExceeded": _declined("4000000000006975", "card_velocity_exceeded"),
    "pm_card_chargeDeclinedExpiredCard": Card("4000000000000069", "expired_card", "expired_card"),
    "pm_card_chargeDeclinedIncorrectCvc": Card("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
    "pm_card_chargeDeclinedProcessingError": Card("4000000000000119", "processing_error", "processing_error"),
    "pm_card_chargeDeclinedFraudulent": _declined("4100000000000019", "fraudulent"),
    "pm_card_radarBlock": _declined("4100000000000019", "fraudulent"),
    "pm_card_authenticationRequired": Card("4000002760003184", asks=True),
    "pm_card_authenticationRequiredOnSetup": Card("4000002500003155", asks=True),
    "pm_card_threeDSecure2Required": Card("4000000000003220", asks=True),
    "pm_card_threeDSecureRequired": Card("4000000000003063", asks=True),
    "pm_card_threeDSecureRequiredChargeDeclined": _declined("4000008400001629", "generic_decline", asks=True),
    "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds": _declined(
        "4000008260003178", "insufficient_funds", asks=True
    ),
}
BY_NUMBER: Final = {card.number: card for card in CARDS.values()}
MESSAGES: Final = {
    "card_declined": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
}
ADVICE: Final = {
    "lost_card": "do_not_try_again",
    "stolen_card": "do_not_try_again",
    "fraudulent": "do_not_try_again",
    "expired_card": "confirm_card_data",
    "incorrect_cvc": "confirm_card_data",
}


def message_of(card: Card) -> str:
    """Return what the customer is told of a decline."""
    return MESSAGES.get(card.decline_code, MESSAGES.get(card.code, MESSAGES["card_declined"]))


def is_card_number(digits: str) -> bool:
    """Return whether digits are a card's number: their sum by Luhn's rule."""
    if not digits.isdecimal() or not 12 <= len(digits) <= 19:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(one - 9 * (one > 9) for one in doubled) % 10 == 0
