"""What hours, dates and times off may be: what is refused, and why."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from attune.kernel.interval import Interval
from attune.scheduling.errors import (
    ClosesBeforeOpening,
    EndsBeforeStart,
    HoursOverlap,
    IsOver,
    LocalTimeMissing,
    LocalTimeTwice,
    NotAQuarterHour,
    TooMuchToKeep,
)
from attune.scheduling.rules.availability import (
    FARTHEST,
    MIDNIGHT,
    DateOverride,
    DayHours,
    TimeOff,
    WeeklyHours,
    steady_times,
    wall,
    wall_end,
)

STEP_MINUTES = 15
WEEKLY_HOURS_MAX = 200
DAY_HOURS_MAX = 20
OVERRIDES_MAX = 400
TIMES_OFF_MAX = 400
SOME_DAY = date(2001, 1, 1)


def require_weekly_hours(weekly: Sequence[WeeklyHours]) -> None:
    """Refuse a week that cannot be: TooMuchToKeep, NotAQuarterHour, ClosesBeforeOpening or HoursOverlap."""
    if len(weekly) > WEEKLY_HOURS_MAX:
        raise TooMuchToKeep(WEEKLY_HOURS_MAX)
    for whose in dict.fromkeys(one.offering_id for one in weekly):
        for weekday in range(1, 8):
            _require_day(
                [
                    DayHours(one.opens, one.closes)
                    for one in weekly
                    if (one.offering_id, one.weekday) == (whose, weekday)
                ],
                day=weekday,
            )


def require_override(override: DateOverride, *, zone: ZoneInfo, today: date) -> None:
    """Refuse a date's hours: IsOver, what a week is refused for, LocalTimeMissing or LocalTimeTwice."""
    if override.on_date < today:
        raise IsOver(override.on_date)
    if len(override.hours) > DAY_HOURS_MAX:
        raise TooMuchToKeep(DAY_HOURS_MAX)
    _require_day(override.hours, day=override.on_date)
    for hours in override.hours:
        for at in (hours.opens, hours.closes):
            require_local_time(override.on_date, at, zone=zone)


def require_time_off(off: TimeOff, *, zone: ZoneInfo, today: date) -> None:
    """Refuse a time off: EndsBeforeStart, IsOver, LocalTimeMissing or LocalTimeTwice."""
    starts, ends = wall(off.starts_on, off.starts_at_time), wall(off.ends_on, off.ends_at_time)
    if starts >= ends:
        raise EndsBeforeStart
    if off.ends_on < today:
        raise IsOver(off.ends_on)
    require_local_time(off.starts_on, off.starts_at_time, zone=zone)
    require_local_time(off.ends_on, off.ends_at_time, zone=zone)


def require_local_time(on_date: date, at: time, *, zone: ZoneInfo) -> None:
    """Refuse a time that a zone's clocks do not show exactly once on a date: LocalTimeMissing, LocalTimeTwice.

    Midnight means where a day begins or ends, which every day does.
    """
    if at == MIDNIGHT:
        return
    times = local_time_count(on_date, at, zone=zone)
    if times == 0:
        raise LocalTimeMissing(on_date, at)
    if times > 1:
        raise LocalTimeTwice(on_date, at)


def local_time_count(on_date: date, at: time, *, zone: ZoneInfo) -> int:
    """Return how often a zone's clocks show a time on a date: once, but where they are changed."""
    reading = wall(on_date, at)
    steady = steady_times(zone, Interval(reading - FARTHEST, reading + FARTHEST))
    return sum(one.during.has(reading - one.offset) for one in steady)


def _require_day(hours: Iterable[DayHours], *, day: int | date) -> None:
    ordered = sorted(hours, key=lambda one: (one.opens, wall_end(SOME_DAY, one.closes)))
    for one in ordered:
        for at in (one.opens, one.closes):
            if (at.minute % STEP_MINUTES, at.second, at.microsecond) != (0, 0, 0):
                raise NotAQuarterHour(at)
        if wall(SOME_DAY, one.opens) >= wall_end(SOME_DAY, one.closes):
            raise ClosesBeforeOpening(one.opens, one.closes, day=day)
    for first, second in pairwise(ordered):
        if wall(SOME_DAY, second.opens) < wall_end(SOME_DAY, first.closes):
            raise HoursOverlap((first.opens, first.closes), (second.opens, second.closes), day=day)


def local_today(now: datetime, zone: ZoneInfo) -> date:
    """Return the date a zone's calendar shows."""
    return now.astimezone(zone).date()
