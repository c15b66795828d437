"""Whose midnight ends a license: the zone of each state's boards, which sit in its capital."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_EASTERN = (
    "CT",
    "DE",
    "DC",
    "FL",
    "GA",
    "ME",
    "MD",
    "MA",
    "NH",
    "NJ",
    "NY",
    "NC",
    "OH",
    "PA",
    "RI",
    "SC",
    "VT",
    "VA",
    "WV",
)
_CENTRAL = ("AL", "AR", "IL", "IA", "KS", "LA", "MN", "MS", "MO", "NE", "ND", "OK", "SD", "TN", "TX", "WI")
_MOUNTAIN = ("CO", "MT", "NM", "UT", "WY")
_PACIFIC = ("CA", "NV", "OR", "WA")

BOARD_ZONES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_EASTERN, "America/New_York"),
    **dict.fromkeys(_CENTRAL, "America/Chicago"),
    **dict.fromkeys(_MOUNTAIN, "America/Denver"),
    **dict.fromkeys(_PACIFIC, "America/Los_Angeles"),
    "AK": "America/Juneau",
    "AZ": "America/Phoenix",
    "HI": "Pacific/Honolulu",
    "ID": "America/Boise",
    "IN": "America/Indiana/Indianapolis",
    "KY": "America/Kentucky/Louisville",
    "MI": "America/Detroit",
    "PR": "America/Puerto_Rico",
    "VI": "America/St_Thomas",
    "GU": "Pacific/Guam",
    "AS": "Pacific/Pago_Pago",
    "MP": "Pacific/Saipan",
}


def license_begins_at(state: str, issued_on: date) -> datetime:
    """Return the first moment (UTC) of the day of issue on the board's clock."""
    return _midnight(state, issued_on)


def license_ends_at(state: str, expires_on: date) -> datetime:
    """Return the moment (UTC, exclusive) a license ends: the midnight after its last day on the board's clock."""
    return _midnight(state, expires_on + timedelta(days=1))


def _midnight(state: str, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(BOARD_ZONES[state])).astimezone(UTC)
