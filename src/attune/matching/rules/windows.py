"""Which of a listing's possible starts lie in the parts of the viewer's week that are wished for."""

from datetime import date
from functools import lru_cache

from attune.directory.rules.windows import window_masks


@lru_cache(maxsize=256)
def wanted_bits(windows: tuple[str, ...], base_day: date, zone: str) -> int:
    """Return the bits that lie in any of these parts of the week on the zone's clock."""
    masks, wanted = window_masks(zone, base_day), 0
    for window in windows:
        wanted |= masks[window]
    return wanted
