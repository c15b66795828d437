"""When somebody's calendar is open."""

from datetime import timedelta
from uuid import UUID

from attune.kernel.interval import Interval
from attune.scheduling.queries.hours import availability_of
from attune.scheduling.rules.open_hours import open_hours

BEFORE = timedelta(days=2)
"""A date of a zone lies within so many days of the same date in UTC."""


def open_hours_of(provider_id: UUID, between: Interval) -> tuple[Interval, ...]:
    """Return when a provider can be booked for anything, apart and earliest first, as their hours stand now (UTC).

    In the practice's scope, for whoever asks: when somebody can be booked is public. Raises NoSuchProvider.
    """
    hours = availability_of(provider_id, since=(between.start - BEFORE).date())
    return tuple(open_hours(hours, between))
