"""How long a sign-in lasts: idle lock and absolute end."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SessionLife:
    """How long a session may idle and last, in real time."""

    idle_max: timedelta
    total_max: timedelta


def is_over(life: SessionLife, *, started_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    """Return whether a session has idled too long or reached its absolute end."""
    return now - last_seen_at >= life.idle_max or now - started_at >= life.total_max
