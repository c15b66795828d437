"""Where a ZIP code lies: state and time zone, from the data of the ``zipcodes`` package."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import zipcodes

from attune.kernel.us_states import US_STATES
from attune.kernel.zones import zone_names


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A ZIP code's town, state and zone. State and zone are empty for the forces' post abroad."""

    zip_code: str
    city: str
    state: str
    zone: str


def place_of_zip(zip_code: str) -> ZipPlace | None:
    """Return where five digits lie, or None if there is no such ZIP code.

    A code whose own zone is missing in the data has the zone that most of its state has.
    """
    if not (len(zip_code) == 5 and zip_code.isascii() and zip_code.isdigit()):
        return None
    found = next(iter(zipcodes.matching(zip_code)), None)
    if found is None:
        return None
    state = found["state"] if found["state"] in US_STATES else ""
    zone = found["timezone"] if found["timezone"] in zone_names() else ""
    if state and not zone:
        zone = next(iter(zones_of_state(state)), "")
    return ZipPlace(zip_code, found["city"], state, zone if state else "")


@lru_cache(maxsize=64)
def zones_of_state(state: str) -> tuple[str, ...]:
    """Return the time zones of a state, the one with the most ZIP codes first."""
    if state not in US_STATES:
        return ()
    counted = Counter(str(found["timezone"]) for found in zipcodes.filter_by(state=state))
    return tuple(zone for zone, _ in counted.most_common() if zone in zone_names())
