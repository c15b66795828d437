"""Booking as an edition sets it, and the cancellation policy that is frozen on each seat."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from attune.kernel.documented import documented
from attune.kernel.money import BASIS_POINTS, Money


@dataclass(frozen=True, slots=True)
class CancellationPolicy:
    """What a late cancellation and a missed session cost; rates are basis points of the price."""

    free_until_hours: int
    late_fee_bps: int
    missed_fee_bps: int

    def free_until(self, starts_at: datetime) -> datetime:
        """Return until when, not inclusive, canceling and moving cost nothing."""
        return starts_at - timedelta(hours=self.free_until_hours)

    def is_free(self, *, starts_at: datetime, now: datetime) -> bool:
        """Return whether canceling now costs nothing."""
        return now < self.free_until(starts_at)

    def cancellation_fee(self, price: Money, *, starts_at: datetime, now: datetime) -> Money:
        """Return what canceling now costs."""
        return price.share(0 if self.is_free(starts_at=starts_at, now=now) else self.late_fee_bps)

    def missed_fee(self, price: Money) -> Money:
        """Return what not coming costs."""
        return price.share(self.missed_fee_bps)


@dataclass(frozen=True, slots=True)
class BookingPolicy:
    """How long a hold keeps a time, the standard cancellation policy, and how far a provider may depart from it."""

    hold_minutes: int = field(metadata=documented("A hold keeps a time for, in minutes"))
    free_until_hours: int = field(metadata=documented("Canceling is free until, in hours before the session"))
    late_fee_bps: int = field(metadata=documented("A late cancellation costs, in basis points of the price"))
    missed_fee_bps: int = field(metadata=documented("A missed session costs, in basis points of the price"))
    is_uniform: bool = field(metadata=documented("Every provider has the same cancellation policy"))
    free_until_hours_max: int = field(metadata=documented("A provider may ask for notice of at most, in hours"))
    fee_bps_max: int = field(metadata=documented("A provider may ask for a fee of at most, in basis points"))

    @property
    def standard(self) -> CancellationPolicy:
        """Return the policy of a provider who set no terms."""
        return CancellationPolicy(self.free_until_hours, self.late_fee_bps, self.missed_fee_bps)

    def broken_bound(self, terms: CancellationPolicy) -> str | None:
        """Return the name of the first term that is not allowed, if any."""
        if self.is_uniform and terms != self.standard:
            return "is_uniform"
        if not 0 <= terms.free_until_hours <= self.free_until_hours_max:
            return "free_until_hours"
        bound = min(self.fee_bps_max, BASIS_POINTS)
        if not 0 <= terms.late_fee_bps <= bound:
            return "late_fee_bps"
        return None if 0 <= terms.missed_fee_bps <= bound else "missed_fee_bps"
