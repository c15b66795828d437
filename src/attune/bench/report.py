"""What a benchmark reports: a figure, what it is held against, and whether the goal holds."""

import json
from dataclasses import dataclass
from enum import StrEnum


class Bound(StrEnum):
    """On which side of the goal a ratio must lie."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Measured:
    """One goal's figures. ``value`` and ``limit`` have one unit, the one the name ends in.

    ``_ms`` milliseconds; ``_per_second`` requests a second, of one client. ``limit`` is the other
    side of the same run, or a fixed time; ``goal`` bounds ``value / limit``.
    """

    name: str
    value: float
    limit: float
    bound: Bound
    goal: float

    @property
    def ratio(self) -> float:
        """Return the value as a multiple of the limit."""
        return self.value / self.limit

    @property
    def holds(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal if self.bound is Bound.AT_MOST else self.ratio >= self.goal

    def as_json(self) -> str:
        """Return the line that ``attune bench --json`` prints."""
        return json.dumps(
            {
                "name": self.name,
                "value": round(self.value, 4),
                "limit": round(self.limit, 4),
                "ratio": round(self.ratio, 3),
                "goal": f"{self.bound} {self.goal:g}",
                "holds": self.holds,
            },
            ensure_ascii=False,
        )

    def __str__(self) -> str:
        return (
            f"{'holds' if self.holds else 'FAILS'}  {self.name}: {self.value:.4g} against {self.limit:.4g}, "
            f"ratio {self.ratio:.3f}, goal {self.bound} {self.goal:g}"
        )


def at_most(name: str, value: float, *, limit: float, goal: float = 1.0) -> Measured:
    """Return figures of which ``value / limit`` may be ``goal`` and no more."""
    return Measured(name, value, limit, Bound.AT_MOST, goal)


def at_least(name: str, value: float, *, limit: float, goal: float) -> Measured:
    """Return figures of which ``value / limit`` must be ``goal`` or more."""
    return Measured(name, value, limit, Bound.AT_LEAST, goal)
