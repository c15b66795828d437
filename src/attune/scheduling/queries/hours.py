"""When a provider works: what was set, and all of it together."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.queries.zones import zone_of
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.scheduling.models import TimeOff as KeptTimeOff
from attune.scheduling.rules.availability import (
    Availability,
    DateOverride,
    DayHours,
    TimeOff,
    WeeklyHours,
)
from attune.scheduling.rules.hours import local_today

# One round trip: a booking recomputes what it changed in its own transaction.
_HOURS = """
SELECT
    (SELECT zone FROM credentialing_provider WHERE practice_id = %(practice)s AND id = %(provider)s),
    ARRAY(SELECT (weekday, opens, closes, offering_id)::text FROM scheduling_weeklyhours
          WHERE practice_id = %(practice)s AND provider_id = %(provider)s ORDER BY weekday, opens),
    ARRAY(SELECT (on_date, opens, closes)::text FROM scheduling_dateoverride
          WHERE practice_id = %(practice)s AND provider_id = %(provider)s AND on_date >= %(since)s
          ORDER BY on_date, opens),
    ARRAY(SELECT (starts_on, ends_on, starts_at_time, ends_at_time)::text FROM scheduling_timeoff
          WHERE practice_id = %(practice)s AND provider_id = %(provider)s AND ends_on >= %(since)s
          ORDER BY starts_on, starts_at_time)
"""


@dataclass(frozen=True, slots=True)
class KeptOff:
    """A time off that is not over, and its id."""

    time_off_id: UUID
    off: TimeOff


def availability_of(provider_id: UUID, *, since: date | None = None) -> Availability:
    """Return a provider's hours with the dates and times off that are not over on a day (UTC; None: two days ago).

    In the practice's scope, for whoever asks: when somebody can be booked is public. Raises NoSuchProvider.
    """
    from_day = since or now().date() - timedelta(days=2)
    asked = {"practice": current_scope("Hours").practice_id, "provider": provider_id, "since": from_day}
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, asked)
        (zone, weekly, overrides, times_off) = cursor.fetchone()
    if zone is None:
        raise NoSuchProvider(provider_id)
    return Availability(
        ZoneInfo(zone),
        tuple(_weekly(_fields(one)) for one in weekly),
        tuple(
            _override(date.fromisoformat(day), [_fields(one) for one in rows])
            for day, rows in groupby(overrides, key=lambda one: _fields(one)[0])
        ),
        tuple(_time_off(_fields(one)) for one in times_off),
    )


def times_off_of(provider_id: UUID) -> tuple[KeptOff, ...]:
    """Return the times off that are not over, the first first. In the practice's scope. Raises NoSuchProvider."""
    today = local_today(now(), zone_of(provider_id))
    rows = KeptTimeOff.objects.filter(provider_id=provider_id, ends_on__gte=today)
    return tuple(
        KeptOff(row.id, TimeOff(row.starts_on, row.ends_on, row.starts_at_time, row.ends_at_time))
        for row in rows.order_by("starts_on", "starts_at_time", "id")
    )


def _fields(row: str) -> list[str]:
    """Return the columns of a record's text, ``(1,09:00:00,12:00:00,)``; none of ours needs quoting."""
    return row[1:-1].split(",")


def _weekly(columns: list[str]) -> WeeklyHours:
    weekday, opens, closes, whose = columns
    return WeeklyHours(
        int(weekday), time.fromisoformat(opens), time.fromisoformat(closes), UUID(whose) if whose else None
    )


def _override(day: date, rows: list[list[str]]) -> DateOverride:
    hours = (DayHours(time.fromisoformat(opens), time.fromisoformat(closes)) for _, opens, closes in rows if opens)
    return DateOverride(day, tuple(hours))


def _time_off(columns: list[str]) -> TimeOff:
    starts_on, ends_on, starts_at, ends_at = columns
    return TimeOff(
        date.fromisoformat(starts_on),
        date.fromisoformat(ends_on),
        time.fromisoformat(starts_at),
        time.fromisoformat(ends_at),
    )
