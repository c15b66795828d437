"""The states of payments, attempts and refunds, and why money is given back."""

from enum import StrEnum
from typing import Final


class PaymentState(StrEnum):
    """Where a payment stands with us."""

    REQUESTED = "requested"
    """Written down; the processor has not been asked yet."""
    AWAITING_CARD = "awaiting_card"
    AWAITING_BANK = "awaiting_bank"
    """The patient's bank asks them something (3-D Secure)."""
    PROCESSING = "processing"
    """A card is being charged, or the answer was lost and is looked up."""
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"
    """Given up: the hold ended before a card was charged."""


OPEN_PAYMENTS: Final = (
    PaymentState.REQUESTED,
    PaymentState.AWAITING_CARD,
    PaymentState.AWAITING_BANK,
    PaymentState.PROCESSING,
)
"""States that something can still become of."""
TRIED_PAYMENTS: Final = (PaymentState.AWAITING_BANK, PaymentState.PROCESSING)
"""States of a payment with an open attempt; in every other one there is none."""
WAITING_PAYMENTS: Final = (PaymentState.REQUESTED, PaymentState.AWAITING_CARD, PaymentState.AWAITING_BANK)
"""States in which the payer has something to do."""


class AttemptState(StrEnum):
    """What became of one card."""

    ASKED = "asked"
    DECLINED = "declined"
    AWAITING_BANK = "awaiting_bank"
    SUCCEEDED = "succeeded"
    ENDED = "ended"
    """Nothing was charged, and it will not be tried again."""


OPEN_ATTEMPTS: Final = (AttemptState.ASKED, AttemptState.AWAITING_BANK)


class RefundState(StrEnum):
    """Where a refund stands with us."""

    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundReason(StrEnum):
    """Why money goes back."""

    CANCELED = "canceled"
    MISSED = "missed"
    NOT_BOOKED = "not_booked"
    """Paid, and the time was gone."""


ATTEMPTS_MAX: Final = 10
