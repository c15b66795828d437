"""Which start times to offer, given openings and what is already taken. This is what a slot is; see start_bitmap."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Opening


@dataclass(frozen=True, slots=True)
class SlotShape:
    """How a session is cut: its length, the step between starts, the buffers."""

    duration: timedelta
    step: timedelta
    buffer_before: timedelta = timedelta(0)
    buffer_after: timedelta = timedelta(0)


def offered_slots(
    openings: Iterable[Opening],
    *,
    taken: Sequence[Interval],
    shape: SlotShape,
    not_before: datetime,
    away: Sequence[Interval] = (),
) -> Iterator[Interval]:
    """Yield the bookable slots, earliest first.

    A slot starts a whole number of steps, on the wall clock, after its opening's hours began. It is offered when it
    lies inside one opening, or several that touch, starts at or after ``not_before``, overlaps nothing in ``away``
    and, with its buffers, nothing in ``taken``.
    """
    ordered = sorted(openings)
    stretches = joined(ordered)
    starts_of = [stretch.start for stretch in stretches]
    for start in sorted({start for opening in ordered for start in _starts(opening, shape.step)}):
        slot = Interval(start, start + shape.duration)
        stretch = stretches[bisect_right(starts_of, start) - 1]
        if start >= not_before and stretch.contains(slot) and not _clashes(slot, taken, away, shape):
            yield slot


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """Return sorted intervals with those that touch or overlap made one."""
    found: list[Interval] = []
    for one in intervals:
        if found and one.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(Interval(one.start, one.end))
    return found


def _starts(opening: Opening, step: timedelta) -> Iterator[datetime]:
    start = opening.start + (-opening.lead) % step
    while start < opening.end:
        yield start
        start += step


def _clashes(slot: Interval, taken: Sequence[Interval], away: Sequence[Interval], shape: SlotShape) -> bool:
    guarded = slot.padded(before=shape.buffer_before, after=shape.buffer_after)
    return any(guarded.overlaps(busy) for busy in taken) or any(slot.overlaps(gone) for gone in away)
