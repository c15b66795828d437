"""All possible starts of an offering as one whole number: what ``slots`` says, fast enough for every booking.

Bit i, the leftmost first, is the quarter of an hour that starts 15 minutes × i after midnight UTC of the base
day (see directory's ``start_bits``). A property proves it equal to ``offered_slots``; `attune bench slots` times it.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from attune.directory.rules.start_bits import DAYS, STARTS_A_DAY, STEP, midnight
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import (
    MIDNIGHT,
    Availability,
    DayHours,
    SteadyTime,
    hours_for,
    steady_times,
)
from attune.scheduling.rules.slots import SlotShape

WEEK = 7 * STARTS_A_DAY
BEFORE = 7
"""Days of wall clock in front of the base day, and after the last one, for zones ahead and sessions that reach over."""


def start_bits(
    availability: Availability,
    *,
    offering_id: UUID | None,
    base_day: date,
    taken: Iterable[Interval],
    shape: SlotShape,
    days: int = DAYS,
) -> int:
    """Return the possible starts of ``days`` days from the base day's midnight (UTC), without notice and horizon."""
    length = days * STARTS_A_DAY
    needed = -(-shape.duration // STEP)
    opened, starting = _walls(availability, offering_id, base_day, shape.step, days=days)
    reach = length + needed
    open_bits, start_mask = 0, 0
    for steady in _steady(availability.zone, base_day, days + 2):
        mask, by = _placed(steady, base_day, reach, days=days)
        open_bits |= opened >> by & mask
        start_mask |= starting >> by & mask
    free = _with_room(open_bits, needed) & start_mask
    blocked = _blocked(taken, shape, base_day, reach, after=shape.buffer_after, before=shape.buffer_before)
    if availability.time_off:
        blocked |= _blocked(availability.away(), shape, base_day, reach, after=timedelta(0), before=timedelta(0))
    return (free & ~blocked) >> needed


def _walls(
    availability: Availability, offering_id: UUID | None, base_day: date, step: timedelta, *, days: int
) -> tuple[int, int]:
    """Return the open quarters and the starts of the wall clock, from ``BEFORE`` days ahead of the base day."""
    steps = step // STEP
    first_day = base_day - timedelta(days=BEFORE)
    week_open, week_starts = [0] * 7, [0] * 7
    for one in hours_for(availability.weekly, offering_id):
        opened, starts = _day_bits(one.opens, one.closes, steps)
        week_open[one.weekday - 1] |= opened
        week_starts[one.weekday - 1] |= starts
    weeks = -(-(days + 2 * BEFORE) // 7)
    turn = first_day.isoweekday() - 1
    opened, starts = (_tiled(week[turn:] + week[:turn], weeks) for week in (week_open, week_starts))
    for override in availability.overrides:
        at = (override.on_date - first_day).days
        if 0 <= at < weeks * 7:
            opened, starts = _replaced(opened, starts, override.hours, steps, at=(weeks * 7 - 1 - at) * STARTS_A_DAY)
    return opened, starts


def _replaced(opened: int, starts: int, hours: tuple[DayHours, ...], steps: int, *, at: int) -> tuple[int, int]:
    """Return both with one day, ``at`` bits from the right, made what its own hours say."""
    whole = ((1 << STARTS_A_DAY) - 1) << at
    opened, starts = opened & ~whole, starts & ~whole
    for one in hours:
        day_opened, day_starts = _day_bits(one.opens, one.closes, steps)
        opened, starts = opened | day_opened << at, starts | day_starts << at
    return opened, starts


@lru_cache(maxsize=4096)
def _day_bits(opens: time, closes: time, steps: int) -> tuple[int, int]:
    """Return the open quarters and the starts of one stretch in the 96 bits of its day."""
    first = opens.hour * 4 + opens.minute // 15
    last = STARTS_A_DAY if closes == MIDNIGHT else closes.hour * 4 + closes.minute // 15
    opened = ((1 << (last - first)) - 1) << (STARTS_A_DAY - last)
    starts = sum(1 << (STARTS_A_DAY - 1 - at) for at in range(first, last, steps))
    return opened, starts


def _tiled(week: list[int], weeks: int) -> int:
    """Return seven days' bits in a row, so many times."""
    bits = 0
    for day in week:
        bits = bits << STARTS_A_DAY | day
    return bits * _repeated(weeks)


@lru_cache(maxsize=64)
def _repeated(weeks: int) -> int:
    return sum(1 << (WEEK * at) for at in range(weeks))


@lru_cache(maxsize=4096)
def _steady(zone: ZoneInfo, base_day: date, days: int) -> tuple[SteadyTime, ...]:
    start = midnight(base_day)
    return tuple(steady_times(zone, Interval(start, start + timedelta(days=days))))


def _placed(steady: SteadyTime, base_day: date, reach: int, *, days: int) -> tuple[int, int]:
    """Return the mask of a steady time's bits, and by how much the wall's bits are moved right to lie on UTC's."""
    begins = midnight(base_day)
    first = min(max(-((begins - steady.during.start) // STEP), 0), reach)
    last = min(max(-((begins - steady.during.end) // STEP), first), reach)
    mask = ((1 << (last - first)) - 1) << (reach - last)
    length = -(-(days + 2 * BEFORE) // 7) * WEEK
    ahead = BEFORE * STARTS_A_DAY + steady.offset // STEP
    return mask, length - ahead - reach


def _with_room(open_bits: int, needed: int) -> int:
    """Return the quarters from which on so many in a row are open."""
    found, have = open_bits, 1
    while have < needed:
        more = min(have, needed - have)
        found &= found << more
        have += more
    return found


def _blocked(
    taken: Iterable[Interval], shape: SlotShape, base_day: date, reach: int, *, after: timedelta, before: timedelta
) -> int:
    """Return the starts at which a session, with so much around it, would overlap something."""
    begins = midnight(base_day)
    from_here, until_here = begins + shape.duration + after, begins - before
    blocked = 0
    for busy in taken:
        # Days and seconds, and not ``//``, which takes three times as long: this is the whole calculation's hot spot.
        since, until = busy.start - from_here, until_here - busy.end
        first = since.days * STARTS_A_DAY + since.seconds // 900 + 1
        last = -(until.days * STARTS_A_DAY + until.seconds // 900)
        if first < 0:
            first = 0
        if last > reach:
            last = reach
        if first < last:
            blocked |= ((1 << (last - first)) - 1) << (reach - last)
    return blocked
