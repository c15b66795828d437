"""When a provider is open: from hours on the wall clock of the provider's zone to instants in UTC.

An instant is open when the provider's clock then reads a time inside the hours. So hours that lie in
the gap of spring are not there, and hours in the fold of autumn are there twice, as two stretches.
Source: docs/explanation/availability.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.kernel.interval import Interval
from attune.scheduling.rules.zone_transitions import transitions

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
FARTHEST = timedelta(hours=26)
"""Farther than a day of any zone reaches beyond the same day in UTC."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """A stretch of one weekday (ISO: Monday is 1). Midnight as ``closes`` is the end of the day.

    With an offering it is that offering's own; without, it is for all offerings that have none of their own.
    """

    weekday: int
    opens: time
    closes: time
    offering_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DayHours:
    """One stretch of a date."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DateOverride:
    """What holds on one date in the place of the week's hours, for every offering; no stretch: closed."""

    on_date: date
    hours: tuple[DayHours, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeOff:
    """``[start, end)`` on the wall clock. Midnight is the beginning of its date."""

    starts_on: date
    ends_on: date
    starts_at_time: time = MIDNIGHT
    ends_at_time: time = MIDNIGHT


@dataclass(frozen=True, slots=True)
class Availability:
    """All that says when a provider is open."""

    zone: ZoneInfo
    weekly: tuple[WeeklyHours, ...] = ()
    overrides: tuple[DateOverride, ...] = ()
    time_off: tuple[TimeOff, ...] = field(default=())

    def openings(self, during: Interval, *, offering_id: UUID | None = None) -> list["Opening"]:
        """Return the openings of every local day that the interval touches, whole, earliest first."""
        return open_intervals(
            hours_for(self.weekly, offering_id),
            zone=self.zone,
            days=days_between(during, zone=self.zone),
            overrides=self.overrides,
        )

    def away(self) -> list[Interval]:
        """Return the provider's times off as instants."""
        return [interval for off in self.time_off if (interval := away_interval(off, zone=self.zone))]


@dataclass(frozen=True, slots=True)
class Opening(Interval):
    """A stretch without a clock change inside. ``lead`` is how far the clock had run into the hours when it starts."""

    lead: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class SteadyTime:
    """A stretch (UTC) in which a zone's clocks are not changed, and how far they are ahead of UTC."""

    during: Interval
    offset: timedelta


def open_intervals(
    weekly: Sequence[WeeklyHours],
    *,
    zone: ZoneInfo,
    days: Iterable[date],
    overrides: Iterable[DateOverride] = (),
) -> list[Opening]:
    """Return what is open on local days, earliest first, in UTC; an override takes the place of the week's hours."""
    replaced = {override.on_date: override.hours for override in overrides}
    found: list[Opening] = []
    for day in days:
        hours = replaced.get(day)
        if hours is None:
            hours = tuple(DayHours(one.opens, one.closes) for one in weekly if one.weekday == day.isoweekday())
        for stretch in hours:
            found.extend(_openings(day, stretch, zone))
    return sorted(found)


def _openings(day: date, hours: DayHours, zone: ZoneInfo) -> Iterator[Opening]:
    opens, closes = wall(day, hours.opens), wall_end(day, hours.closes)
    for steady in steady_times(zone, Interval(opens - FARTHEST, closes + FARTHEST)):
        start, end = opens - steady.offset, closes - steady.offset
        part = Interval(start, end).clipped(steady.during)
        if part is not None:
            yield Opening(part.start, part.end, part.start - start)


def hours_for(weekly: Iterable[WeeklyHours], offering_id: UUID | None) -> tuple[WeeklyHours, ...]:
    """Return an offering's own hours if it has any, else those for everything."""
    every = tuple(weekly)
    own = tuple(hours for hours in every if offering_id is not None and hours.offering_id == offering_id)
    return own or tuple(hours for hours in every if hours.offering_id is None)


def away_interval(off: TimeOff, *, zone: ZoneInfo) -> Interval | None:
    """Return a time off as instants: from when the clock first reads its start until it last reads its end.

    None where the zone's clocks skip all of it.
    """
    starts, ends = wall(off.starts_on, off.starts_at_time), wall(off.ends_on, off.ends_at_time)
    start = first_reading(starts, zone)
    end = last_reading(ends, zone)
    return Interval(start, end) if start < end else None


def first_reading(reading: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant at which a zone's clock reads this wall time (see ``wall``) or later."""
    for steady in steady_times(zone, Interval(reading - FARTHEST, reading + FARTHEST)):
        at = max(reading - steady.offset, steady.during.start)
        if at < steady.during.end:
            return at
    raise AssertionError(reading)


def last_reading(reading: datetime, zone: ZoneInfo) -> datetime:
    """Return the end of the last stretch in which a zone's clock reads earlier than this wall time."""
    for steady in reversed(steady_times(zone, Interval(reading - FARTHEST, reading + FARTHEST))):
        at = min(reading - steady.offset, steady.during.end)
        if at > steady.during.start:
            return at
    raise AssertionError(reading)


def steady_times(zone: ZoneInfo, during: Interval) -> list[SteadyTime]:
    """Return the interval (UTC) cut where the zone's clocks change, each part with its offset."""
    start, cut = during.start.astimezone(UTC), []
    for change in transitions(zone, during):
        if start < change.at < during.end:
            cut.append(SteadyTime(Interval(start, change.at), change.offset_before))
            start = change.at
    offset = start.astimezone(zone).utcoffset()
    assert offset is not None
    return [*cut, SteadyTime(Interval(start, during.end.astimezone(UTC)), offset)]


def wall(day: date, at: time) -> datetime:
    """Return a reading of a wall clock as if the clock stood in UTC; subtract an offset to get an instant."""
    return datetime.combine(day, at, tzinfo=UTC)


def wall_end(day: date, closes: time) -> datetime:
    """Return the reading at which hours close: midnight is the end of the day."""
    return wall(day + ONE_DAY if closes == MIDNIGHT else day, closes)


def days_between(during: Interval, *, zone: ZoneInfo) -> list[date]:
    """Return the dates the zone's calendar shows in the interval."""
    first = during.start.astimezone(zone).date()
    last = (during.end - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]
