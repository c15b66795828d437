"""Possible starts as one number: thirty days from a day's midnight in UTC, a bit for each quarter of an hour."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

STEP: Final = timedelta(minutes=15)
STARTS_A_DAY: Final = 96
DAYS: Final = 30
LENGTH: Final = DAYS * STARTS_A_DAY
"""How many bits there are; the leftmost is the first day's midnight."""

ALL: Final = (1 << LENGTH) - 1


def midnight(day: date) -> datetime:
    """Return the instant a day begins in UTC."""
    return datetime.combine(day, time(0), tzinfo=UTC)


def index_of(moment: datetime, *, base_day: date) -> int:
    """Return the first bit that starts at or after an instant; below zero for an instant before."""
    return -((midnight(base_day) - moment) // STEP)


def moved_on(bits: int, *, base_day: date, to_day: date) -> int:
    """Return the same starts counted from another day; what lies outside its thirty days is dropped."""
    by = (to_day - base_day).days * STARTS_A_DAY
    return (bits << by) & ALL if by >= 0 else bits >> -by


def between(first: int, last: int) -> int:
    """Return the mask of the bits from ``first`` up to but without ``last``; both are cut to what there is."""
    first, last = max(first, 0), min(last, LENGTH)
    if first >= last:
        return 0
    return ((1 << (last - first)) - 1) << (LENGTH - last)


def starts_in(bits: int, *, base_day: date) -> Iterator[datetime]:
    """Yield the instants whose bits are set, earliest first; for who takes the first few."""
    day_begins = midnight(base_day)
    while bits:
        index = LENGTH - bits.bit_length()
        yield day_begins + index * STEP
        bits ^= 1 << (LENGTH - 1 - index)


def every_start(bits: int, *, base_day: date, days: int = DAYS) -> list[datetime]:
    """Return all instants whose bits are set, of so many days; several times as fast as taking one after the other."""
    day_begins = midnight(base_day)
    text = f"{bits:0{days * STARTS_A_DAY}b}"
    found, at = [], text.find("1")
    while at >= 0:
        found.append(day_begins + at * STEP)
        at = text.find("1", at + 1)
    return found
