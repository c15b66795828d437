"""Couples: two seats of one session, asked for by one and confirmed by the other."""

from datetime import datetime, timedelta
from typing import Final

COUPLE: Final = "couple"
"""The format's code in directory's vocabulary."""
SEATS: Final = 2
FIRST: Final = 1
"""The number of the seat of who booked; it carries the one price."""
TIME_TO_SPARE: Final = timedelta(hours=1)


def answer_by(*, now: datetime, starts_at: datetime) -> datetime:
    """Return until when a partner may answer: an hour before the session, or half of what is left of a shorter wait."""
    return starts_at - min(TIME_TO_SPARE, (starts_at - now) / 2)


def seats_of(format_code: str, *, seats_max: int) -> int:
    """Return how many seats a session of an offering has: a couple's offering is booked once, for two."""
    return SEATS if format_code == COUPLE else seats_max
