"""Tables of payouts. Private to this context: others call its queries and actions."""

from attune.payouts.models.account import ConnectedAccount
from attune.payouts.models.operating import OperatingAccount, OperatingPayment, OperatingPayout
from attune.payouts.models.payout import Payout, PayoutLine, PayoutSetOff

__all__ = [
    "ConnectedAccount",
    "OperatingAccount",
    "OperatingPayment",
    "OperatingPayout",
    "Payout",
    "PayoutLine",
    "PayoutSetOff",
]
