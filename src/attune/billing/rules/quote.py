"""A quote: what a session will cost, what of it the practice receives, and when."""

from dataclasses import dataclass
from datetime import date

from attune.billing.rules.split import commission_of
from attune.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Quote:
    """A price and its parts, frozen when a session is booked.

    ``payout_on`` is when ``net`` arrives at the practice's bank, None where nothing is transferred; ``account`` is
    the processor's account that is charged on, None for the platform's own.
    """

    commission_bps: int
    commission: Money
    net: Money
    payout_on: date | None = None
    account: str | None = None


def split_quote(price: Money, *, commission_bps: int, payout_on: date | None, account: str | None) -> Quote:
    """Return the quote of a price that is split by a contract."""
    commission = commission_of(price, commission_bps)
    return Quote(commission_bps, commission, price - commission, payout_on, account)
