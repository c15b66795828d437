"""When a zone's clocks change, for files that must say so themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from attune.kernel.interval import Interval

# Rules change clocks at whole minutes, and never twice within half a day.
STEP = timedelta(hours=12)
FINEST = timedelta(minutes=1)
YEARS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Transition:
    """One change of a zone's clocks at an instant (UTC), and what the zone is called from then on."""

    at: datetime
    offset_before: timedelta
    offset_after: timedelta
    name: str


def transitions(zone: ZoneInfo, during: Interval) -> Iterator[Transition]:
    """Yield the changes that lie inside the interval, earliest first."""
    start, end = during.start.astimezone(UTC).replace(second=0, microsecond=0), during.end.astimezone(UTC)
    for year in range(start.year, end.year + 1):
        yield from (one for one in _of_year(zone, year) if start < one.at <= end)


@lru_cache(maxsize=YEARS_KEPT)
def _of_year(zone: ZoneInfo, year: int) -> tuple[Transition, ...]:
    """Return the changes after a year's first moment until the next one's, earliest first."""
    found, start, over = [], datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while start < over:
        end = start + STEP
        if _offset(zone, start) != _offset(zone, end):
            at = _found(zone, start, end)
            found.append(Transition(at, _offset(zone, start), _offset(zone, at), at.astimezone(zone).tzname() or ""))
        start = end
    return tuple(found)


def _found(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first minute of the new offset, by halving."""
    before = _offset(zone, low)
    while high - low > FINEST:
        middle = low + FINEST * ((high - low) // FINEST // 2)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
