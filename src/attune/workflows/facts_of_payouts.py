"""What follows from which fact where practices are paid out; read after workflows/facts.py where payouts are."""

from collections.abc import Mapping
from typing import Final

from attune.billing.facts import (
    PAYMENT_CANCELED,
    PAYMENT_EARNED,
    PAYMENT_FAILED,
    PAYMENT_SUCCEEDED,
    REFUND_FAILED,
    REFUND_MADE,
)
from attune.foundation.facts import Fact, Follower
from attune.payouts.facts import ACCOUNT_CHANGED, PAYOUT_CHANGED
from attune.scheduling.appointment_facts import SEAT_CANCELED, SEAT_MISSED
from attune.workflows.go_live import advance_after
from attune.workflows.note_books import note_book_of_payout
from attune.workflows.note_owing import note_owing
from attune.workflows.refresh_listing import practice_changed
from attune.workflows.show_payment import show_payment, show_payment_of_seat, tell_platform

FOLLOWS: Final[Mapping[Fact, tuple[Follower, ...]]] = {
    ACCOUNT_CHANGED: (advance_after, practice_changed),
    PAYOUT_CHANGED: (note_book_of_payout,),
    PAYMENT_SUCCEEDED: (show_payment, tell_platform),
    PAYMENT_FAILED: (show_payment,),
    PAYMENT_CANCELED: (show_payment,),
    PAYMENT_EARNED: (show_payment,),
    REFUND_MADE: (show_payment, tell_platform, note_owing),
    REFUND_FAILED: (show_payment,),
    SEAT_CANCELED: (show_payment_of_seat,),
    SEAT_MISSED: (show_payment_of_seat,),
}

UNHEARD: Final[frozenset[Fact]] = frozenset()
"""Facts that nothing follows from yet."""
