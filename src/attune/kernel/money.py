"""Money as whole minor units of one currency; never a float."""

from collections.abc import Sequence
from dataclasses import dataclass

BASIS_POINTS = 10_000


class CurrenciesDiffer(ValueError):
    """Two currencies were to be added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units, such as cents, of a currency by its ISO 4217 code."""

    minor: int
    currency: str = "USD"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def split(self, shares: Sequence[int]) -> tuple["Money", ...]:
        """Return parts in these proportions that sum to the whole; spare minor units go to the first parts.

        Raises ValueError unless a share is positive and none is negative.
        """
        whole = sum(shares)
        if whole <= 0 or any(share < 0 for share in shares):
            raise ValueError("shares must be positive")
        parts = [self.minor * share // whole for share in shares]
        spare = self.minor - sum(parts)
        return tuple(Money(part + (index < spare), self.currency) for index, part in enumerate(parts))

    def share(self, bps: int) -> "Money":
        """Return this many basis points of it, the rest having been split off. Raises ValueError outside 0–10,000."""
        return self.split((bps, BASIS_POINTS - bps))[0]

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrenciesDiffer(f"{self.currency} and {other.currency}")
        return other
