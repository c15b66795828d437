"""What is wrong with a payment, a payout or an account, in the operators' eyes."""

from enum import StrEnum


class Problem(StrEnum):
    """A code, and the one thing that mends it stands on the page of exceptions."""

    FAILED = "failed"
    """The card was declined for the last time."""
    NOT_BOOKED = "not_booked"
    """Paid, and the time was gone: it is given back."""
    REFUND_STUCK = "refund_stuck"
    """Money is to go back and has not."""
    PAYOUT_FAILED = "payout_failed"
    PAYOUT_LATE = "payout_late"
    """Its promised day is over and it has not arrived, or the processor does not take it."""
    ACCOUNT_DUE = "account_due"
    """The processor wants to know something of the practice."""
