"""A stretch of time: its start belongs to it, its end does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta


class IntervalWrong(ValueError):
    """A stretch of time was to end before or when it starts, or its ends were naive."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """``[start, end)`` between two aware instants. Raises IntervalWrong unless start is before end."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise IntervalWrong("an interval needs aware instants")
        if self.start >= self.end:
            raise IntervalWrong(f"{self.start.isoformat()} is not before {self.end.isoformat()}")

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        """Return whether the two share an instant; touching ends share none."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Interval") -> bool:
        """Return whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def has(self, moment: datetime) -> bool:
        """Return whether the instant lies inside."""
        return self.start <= moment < self.end

    def padded(self, *, before: timedelta = timedelta(0), after: timedelta = timedelta(0)) -> "Interval":
        """Return it made longer at its ends."""
        return Interval(self.start - before, self.end + after)

    def clipped(self, other: "Interval") -> "Interval | None":
        """Return what both share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None
