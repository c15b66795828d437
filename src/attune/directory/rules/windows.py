"""Parts of the week as masks of possible starts, in the viewer's zone."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from attune.directory.rules import start_bits

NOON, FIVE = time(12), time(17)
SATURDAY: Final = 5


@lru_cache(maxsize=256)
def window_masks(zone: str, base_day: date) -> Mapping[str, int]:
    """Return for each code of WINDOWS which starts counted from ``base_day`` lie in it, on that zone's clock.

    An hour that exists twice belongs to its part both times.
    """
    masks = dict.fromkeys(("weekday_morning", "weekday_afternoon", "weekday_evening", "weekend"), 0)
    for ahead in range(-1, start_bits.DAYS + 2):
        day = base_day + timedelta(days=ahead)
        first, noon, five, end = (
            _index(local_day, clock, zone, base_day)
            for local_day, clock in ((day, time(0)), (day, NOON), (day, FIVE), (day + timedelta(days=1), time(0)))
        )
        if day.weekday() >= SATURDAY:
            masks["weekend"] |= start_bits.between(first, end)
        else:
            masks["weekday_morning"] |= start_bits.between(first, noon)
            masks["weekday_afternoon"] |= start_bits.between(noon, five)
            masks["weekday_evening"] |= start_bits.between(five, end)
    return masks


def windows_mask(windows: Collection[str], *, zone: str, base_day: date) -> int:
    """Return the starts that lie in any of these parts of the week; without any, every start."""
    if not windows:
        return start_bits.ALL
    masks = window_masks(zone, base_day)
    wanted = 0
    for window in windows:
        wanted |= masks[window]
    return wanted


def _index(day: date, clock: time, zone: str, base_day: date) -> int:
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    return start_bits.index_of(local.astimezone(UTC), base_day=base_day)
