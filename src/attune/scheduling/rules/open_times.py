"""When an offering can be booked from now on: its slots, after its notice and up to its horizon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from attune.directory.rules.start_bits import every_start
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability
from attune.scheduling.rules.slots import SlotShape
from attune.scheduling.rules.start_bitmap import start_bits


@dataclass(frozen=True, slots=True)
class Bookable:
    """What an offering asks of a time: how a session is cut, how soon it may start, and how far ahead."""

    offering_id: UUID | None
    shape: SlotShape
    notice: timedelta
    horizon: timedelta


def open_times(
    availability: Availability, bookable: Bookable, *, taken: Iterable[Interval], between: Interval, now: datetime
) -> list[Interval]:
    """Return the slots that start inside ``between`` and may be booked now, earliest first (UTC).

    The first starts no sooner than the notice, the last sooner than the horizon.
    """
    first = max(between.start, now + bookable.notice).astimezone(UTC)
    last = min(between.end, now + bookable.horizon).astimezone(UTC)
    if first >= last:
        return []
    base_day = first.date()
    days = (last.date() - base_day).days + 1
    bits = start_bits(
        availability,
        offering_id=bookable.offering_id,
        base_day=base_day,
        taken=taken,
        shape=bookable.shape,
        days=days,
    )
    return [
        Interval(start, start + bookable.shape.duration)
        for start in every_start(bits, base_day=base_day, days=days)
        if first <= start < last
    ]
