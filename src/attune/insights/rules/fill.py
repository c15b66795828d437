"""How much of the time somebody was open was booked. Definition: docs/reference/metrics.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from attune.kernel.interval import Interval
from attune.scheduling.rules.open_hours import total_length, without


@dataclass(frozen=True, slots=True)
class Filled:
    """So many minutes were open, and so many of those were booked."""

    open_minutes: int = 0
    filled_minutes: int = 0

    @property
    def share(self) -> float | None:
        """The part that was booked; None of nothing."""
        return self.filled_minutes / self.open_minutes if self.open_minutes else None


@dataclass(frozen=True, slots=True)
class ProviderDay:
    """One provider's day."""

    provider_id: UUID
    day: date
    filled: Filled


def filled_of(openings: Iterable[Interval], sessions: Sequence[Interval]) -> Filled:
    """Return how much is open, and how much of that sessions cover; what lies outside open hours fills nothing."""
    opened = list(openings)
    whole, left = total_length(opened), total_length(without(opened, sessions))
    return Filled(_minutes(whole), _minutes(whole) - _minutes(left))


def _minutes(length: timedelta) -> int:
    return round(length / timedelta(minutes=1))
