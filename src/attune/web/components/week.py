"""The week grid: columns of five-minute rows, and what stands in them."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

OPENS = time(8)
CLOSES = time(19)
_ROW_MIN = 5
_LONG_STEP_MIN = 30
_LONG_FROM_MIN = 240


class EntryKind(StrEnum):
    """What an entry is; `REQUEST` waits for the provider's yes."""

    BOOKED = ""
    NOW = "now"
    GROUP = "group"
    REQUEST = "request"
    PAST = "past"
    BUSY = "busy"


def start_class(at: time) -> str:
    """Return the class that places a start on the grid, rounded down to five minutes.

    A start before the grid opens stands at its top.
    """
    shown = max(at, OPENS)
    return f"at-{shown.hour:02d}{shown.minute - shown.minute % _ROW_MIN:02d}"


def length_class(minutes: int) -> str:
    """Return the class that gives an entry its length, rounded up to what the grid can draw."""
    step = _ROW_MIN if minutes <= _LONG_FROM_MIN else _LONG_STEP_MIN
    shown = -(-minutes // step) * step
    return f"for-{max(shown, 15)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a day. `starts` is wall-clock time in the viewer's zone."""

    title: str
    under: str
    starts: time
    minutes: int
    kind: EntryKind = EntryKind.BOOKED
    url: str = ""
    icon: str = ""
    is_phi: bool = True

    @property
    def place(self) -> str:
        """Return the classes that place the entry."""
        return f"{start_class(self.starts)} {length_class(self.minutes)}"


@dataclass(frozen=True, slots=True)
class OpenHours:
    """A stretch of a day that can be booked."""

    starts: time
    minutes: int

    @property
    def place(self) -> str:
        """Return the classes that place the stretch."""
        return f"{start_class(self.starts)} {length_class(self.minutes)}"


@dataclass(frozen=True, slots=True)
class Day:
    """One column. `now` is the time of day if this is today."""

    weekday: str
    number: int
    full_name: str
    load: str = ""
    url: str = ""
    opens: tuple[OpenHours, ...] = ()
    entries: tuple[Entry, ...] = ()
    now: time | None = None

    @property
    def is_today(self) -> bool:
        """Whether the lamp is lit over this day."""
        return self.now is not None

    @property
    def now_place(self) -> str:
        """Return the class that places the line of now; empty outside the grid's hours."""
        return start_class(self.now) if self.now and OPENS <= self.now < CLOSES else ""


@dataclass(frozen=True, slots=True)
class Week:
    """Five days side by side, in the zone named in the corner."""

    zone: str
    days: tuple[Day, ...]

    @property
    def hours(self) -> tuple[tuple[str, str], ...]:
        """Return each full hour's class and label."""
        return tuple(
            (start_class(time(hour)), f"{(hour - 1) % 12 + 1} {'AM' if hour < 12 else 'PM'}")
            for hour in range(OPENS.hour, CLOSES.hour)
        )
