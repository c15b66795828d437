"""Payouts as an edition sets them."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class PayoutPolicy:
    """When what a session earned is sent, and when it arrives; in business days of American banks."""

    release_after_business_days: int = field(metadata=documented("Sent, in business days after the session's end"))
    transit_business_days: int = field(metadata=documented("On its way to the bank for at most, in business days"))
    bank_zone: str = field(metadata=documented("A day begins and ends as in"))
