"""What was agreed when a seat was booked."""

from attune.kernel.money import Money
from attune.scheduling.models import Seat
from attune.scheduling.rules.policy import CancellationPolicy


def policy_of(seat: Seat) -> CancellationPolicy:
    """Return the cancellation policy as it was shown at booking."""
    return CancellationPolicy(seat.free_until_hours, seat.late_fee_bps, seat.missed_fee_bps)


def price_of(seat: Seat) -> Money:
    """Return the price as it was shown at booking."""
    return Money(seat.price_minor, seat.currency)
