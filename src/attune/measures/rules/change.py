"""How scores change: reliably, by half, into the range of the well. Lower is better in every instrument here.

Source: docs/explanation/measures.md#change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attune.measures.rules.instrument import ChangeRule, Point


class Direction(StrEnum):
    """What a change is, beyond what chance explains."""

    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Change:
    """From a first score to a last. ``points`` is what was lost: positive is better."""

    first: int
    last: int
    points: int
    direction: Direction
    is_response: bool
    is_remission: bool


def direction_of(rule: ChangeRule, first: int, last: int) -> Direction:
    """Return whether a change is more than chance."""
    if first - last >= rule.reliable:
        return Direction.BETTER
    return Direction.WORSE if last - first >= rule.reliable else Direction.STEADY


def change_between(rule: ChangeRule, first: int, last: int) -> Change:
    """Return what became of a first score.

    A response is half of it or less, a remission the range of the well, both for who began as a case.
    """
    was_case = first >= rule.clinical_from
    return Change(
        first=first,
        last=last,
        points=first - last,
        direction=direction_of(rule, first, last),
        is_response=was_case and 2 * last <= first,
        is_remission=was_case and last < rule.remission_below,
    )


def change_over(rule: ChangeRule, points: Sequence[Point]) -> Change | None:
    """Return the change from the first to the last of several scores in time, None with fewer than two."""
    return change_between(rule, points[0].score, points[-1].score) if len(points) > 1 else None
