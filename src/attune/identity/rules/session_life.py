"""How long a sign-in lasts: idle lock and absolute end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Over(StrEnum):
    """What ended a session."""

    IDLE = "idle"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class SessionLife:
    """How long a session may idle and last, in real time."""

    idle_max: timedelta
    total_max: timedelta


def why_over(life: SessionLife, *, started_at: datetime, last_seen_at: datetime, now: datetime) -> Over | None:
    """Return why a session is over: it has idled too long, or reached its absolute end; None if it is not."""
    if now - started_at >= life.total_max:
        return Over.TOTAL
    return Over.IDLE if now - last_seen_at >= life.idle_max else None
