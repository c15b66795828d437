"""When anything at all can be booked with a provider: what their calendar shows open, and what is filled of it."""

from collections.abc import Iterable
from datetime import timedelta

from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability


def open_hours(availability: Availability, during: Interval) -> list[Interval]:
    """Return the stretches of an interval that are open for any offering, less times off; apart and earliest first."""
    kinds = {hours.offering_id for hours in availability.weekly} | {None}
    openings = [one for kind in kinds for one in availability.openings(during, offering_id=kind)]
    inside = (part for one in openings if (part := one.clipped(during)))
    return without(merged(inside), availability.away())


def merged(stretches: Iterable[Interval]) -> list[Interval]:
    """Return what any of the stretches covers, as stretches that do not touch, earliest first."""
    found: list[Interval] = []
    for one in sorted(Interval(each.start, each.end) for each in stretches):
        if found and one.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def without(stretches: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """Return the stretches less whatever is taken of them, earliest first."""
    left = list(stretches)
    for gone in merged(taken):
        parts = [part for one in left for part in _around(one, gone)]
        left = sorted(parts)
    return left


def total_length(stretches: Iterable[Interval]) -> timedelta:
    """Return how long stretches are together."""
    return sum((one.length for one in stretches), timedelta(0))


def _around(one: Interval, gone: Interval) -> list[Interval]:
    """Return what of a stretch lies before and after another."""
    if not one.overlaps(gone):
        return [one]
    parts = []
    if one.start < gone.start:
        parts.append(Interval(one.start, gone.start))
    if gone.end < one.end:
        parts.append(Interval(gone.end, one.end))
    return parts
