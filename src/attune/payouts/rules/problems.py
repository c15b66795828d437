"""What is wrong with a payment, a payout or an account, in the operators' eyes."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class Problem(StrEnum):
    """A code; the one thing that mends it stands on the page of exceptions."""

    FAILED = "failed"
    """The last card was declined, and nothing was charged."""
    NOT_BOOKED = "not_booked"
    """Paid, and the time was gone: it is to go back."""
    REFUND_OPEN = "refund_open"
    """Money is to go back and has not yet."""
    REFUND_FAILED = "refund_failed"
    """The processor did not give money back."""
    PAYOUT_FAILED = "payout_failed"
    PAYOUT_LATE = "payout_late"
    """Its promised day is over and it has not arrived, or the processor does not take it."""
    ACCOUNT_DUE = "account_due"
    """The processor wants to know something of the practice."""


PATIENCE: Final = {Problem.NOT_BOOKED: timedelta(minutes=15), Problem.REFUND_OPEN: timedelta(hours=1)}
"""How long something may hang before it needs a person: jobs and the sweep are at work."""
