"""Calendars of invented providers for properties: hours, dates, times off and sessions, in zones of all kinds."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import (
    Availability,
    DateOverride,
    DayHours,
    TimeOff,
    WeeklyHours,
)
from attune.scheduling.rules.slots import SlotShape

ZONES = [
    "America/New_York",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Europe/Berlin",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Africa/Casablanca",
]
BASE_DAYS = [date(2027, 1, 5), date(2027, 2, 20), date(2027, 3, 20), date(2027, 9, 20), date(2027, 10, 15)]
"""Thirty days from these hold each change of each zone."""


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an instant."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def clock(quarter: int) -> time:
    """Return so many quarters of an hour after midnight; 96 is midnight again."""
    return time(quarter % 96 // 4, quarter % 4 * 15)


@st.composite
def day_hours(draw: st.DrawFn) -> tuple[DayHours, ...]:
    """Draw a day's stretches, which may touch and never overlap."""
    ends = sorted(draw(st.lists(st.integers(0, 96), max_size=6, unique=True)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(DayHours(clock(first), clock(last)) for first, last in pairs)


@st.composite
def availabilities(draw: st.DrawFn, base_day: date) -> Availability:
    """Draw a provider's week, some dates with hours of their own, and some times off near the base day."""
    weekly = [WeeklyHours(weekday, one.opens, one.closes) for weekday in range(1, 8) for one in draw(day_hours())]
    dates = draw(st.lists(st.integers(-1, 31), max_size=3, unique=True))
    overrides = [DateOverride(base_day + timedelta(days=after), draw(day_hours())) for after in dates]
    time_off = [
        TimeOff(base_day + timedelta(days=after), base_day + timedelta(days=after + lasting))
        for after, lasting in draw(st.lists(st.tuples(st.integers(-3, 30), st.integers(1, 9)), max_size=2))
    ]
    return Availability(ZoneInfo(draw(st.sampled_from(ZONES))), tuple(weekly), tuple(overrides), tuple(time_off))


@st.composite
def sessions(draw: st.DrawFn, base_day: date) -> list[Interval]:
    """Draw what is taken: at any minute, of any length, overlapping or not."""
    begins = datetime.combine(base_day, time(0), tzinfo=UTC)
    drawn = draw(st.lists(st.tuples(st.integers(-500, 31 * 24 * 60), st.integers(1, 200)), max_size=8))
    return [Interval(begins + timedelta(minutes=at), begins + timedelta(minutes=at + lasting)) for at, lasting in drawn]


SHAPES = st.builds(
    SlotShape,
    duration=st.integers(5, 200).map(lambda minutes: timedelta(minutes=minutes)),
    step=st.sampled_from([timedelta(minutes=minutes) for minutes in (15, 30, 45, 60)]),
    buffer_before=st.integers(0, 40).map(lambda minutes: timedelta(minutes=minutes)),
    buffer_after=st.integers(0, 40).map(lambda minutes: timedelta(minutes=minutes)),
)
