"""When somebody is told that a license ends, and by when it is to be renewed."""

from datetime import datetime, timedelta
from typing import Final

DAYS_BEFORE: Final = (90, 60, 30, 7)
"""Told once at each of these."""


def days_left(ends_at: datetime, *, now: datetime) -> int:
    """Return how many whole days are left; negative when it is over."""
    return (ends_at - now) // timedelta(days=1)


def notice_due(ends_at: datetime, *, now: datetime) -> int | None:
    """Return the notice that is due, by its days; None long before the end and after it.

    Only the nearest one: who was away for a month is told once, not thrice.
    """
    if ends_at <= now:
        return None
    left = ends_at - now
    return min((days for days in DAYS_BEFORE if left <= timedelta(days=days)), default=None)
