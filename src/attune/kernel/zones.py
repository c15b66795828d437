"""The names of the world's time zones."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_names() -> frozenset[str]:
    """Return the IANA name of every zone there is; found once, by a walk through the system's files."""
    return frozenset(available_timezones())
