"""Days in numbers, added up to weeks and to a whole. Definitions: docs/reference/metrics.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Final

SHOWN_FROM: Final = 11
"""Of fewer people nothing is told: one of them might be recognized."""

WAITS: Final = (3, 7, 14)
"""Days from signing up to the first session, each inclusive; what is beyond the last is later."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there was of each metric. ``received_minor`` is cents, less what was given back.

    Open hours are in minutes, as are those of them that were filled.
    """

    booked: int = 0
    held: int = 0
    missed: int = 0
    canceled_late: int = 0
    received_minor: int = 0
    first_in_3: int = 0
    first_in_7: int = 0
    first_in_14: int = 0
    first_later: int = 0
    open_minutes: int = 0
    filled_minutes: int = 0

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def first_sessions(self) -> int:
        """How many people had their first session."""
        return self.first_in_3 + self.first_in_7 + self.first_in_14 + self.first_later

    @property
    def waits(self) -> tuple[int, ...]:
        """How many of them within 3, 7 and 14 days of signing up, and later."""
        return (self.first_in_3, self.first_in_7, self.first_in_14, self.first_later)

    @property
    def tells_waits(self) -> bool:
        """Whether they are enough people to tell how long they waited."""
        return self.first_sessions >= SHOWN_FROM

    @property
    def fill_share(self) -> float | None:
        """Return the share of open hours that were booked; None where nothing was open."""
        return self.filled_minutes / self.open_minutes if self.open_minutes else None

    @property
    def kept_share(self) -> float | None:
        """Return the share of sessions that took place of those that came to their time; None of none."""
        came_to_time = self.held + self.missed
        return self.held / came_to_time if came_to_time else None


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its numbers."""

    day: date
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on; the first and the last may be cut off by the range."""

    begins_on: date
    numbers: Numbers


def wait_of(days: int) -> str:
    """Return the field that counts a first session so many days after signing up."""
    return next((f"first_in_{most}" for most in WAITS if days <= most), "first_later")


def whole(days: Iterable[Day]) -> Numbers:
    """Return the days added up."""
    return sum((one.numbers for one in days), Numbers())


def weeks(days: Sequence[Day], *, since: date, until: date) -> tuple[Week, ...]:
    """Return every week that the range ``[since, until]`` touches, also those of nothing."""
    begins_on, found = since - timedelta(days=since.weekday()), []
    while begins_on <= until:
        inside = [one for one in days if begins_on <= one.day < begins_on + timedelta(days=7)]
        found.append(Week(begins_on, whole(inside)))
        begins_on += timedelta(days=7)
    return tuple(found)
