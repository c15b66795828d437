"""Which of a listing's possible starts lie in which part of the viewer's week."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from attune.directory.rules import start_bits
from attune.directory.rules.vocabulary import WINDOWS

NOON: Final = 12
EVENING: Final = 17
SATURDAY: Final = 5


def window_at(moment: datetime) -> str:
    """Return the part of the week a local time lies in."""
    if moment.weekday() >= SATURDAY:
        return "weekend"
    if moment.hour < NOON:
        return "weekday_morning"
    return "weekday_afternoon" if moment.hour < EVENING else "weekday_evening"


@lru_cache(maxsize=128)
def window_masks(base_day: date, zone: str) -> Mapping[str, int]:
    """Return for each part of the week the bits, as in ``start_bits``, that lie in it on the zone's clock."""
    local, first = ZoneInfo(zone), start_bits.midnight(base_day)
    masks = dict.fromkeys(WINDOWS, 0)
    for index in range(start_bits.LENGTH):
        moment = (first + index * start_bits.STEP).astimezone(local)
        masks[window_at(moment)] |= 1 << (start_bits.LENGTH - 1 - index)
    return masks


@lru_cache(maxsize=256)
def wanted_bits(windows: tuple[str, ...], base_day: date, zone: str) -> int:
    """Return the bits that lie in any of these parts of the week on the zone's clock."""
    masks, wanted = window_masks(base_day, zone), 0
    for window in windows:
        wanted |= masks[window]
    return wanted
