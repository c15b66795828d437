"""Whether care does not help as it should, and why one would think so.

Source: docs/explanation/measures.md#not-on-track.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final

from attune.measures.rules.change import Direction, direction_of
from attune.measures.rules.instrument import ChangeRule, Point

EARLY: Final = timedelta(weeks=4)
LATER: Final = timedelta(weeks=6)
EARLY_SHARE_PERCENT: Final = 20
"""Less of the first score lost within four weeks predicts that care will not help as it is."""
MISSED_MAX: Final = 2


class Reason(StrEnum):
    """Why somebody is not on track, the gravest first."""

    HARM_ROSE = "harm_rose"
    WORSE = "worse"
    NO_CHANGE = "no_change"
    LITTLE_CHANGE = "little_change"
    MISSED = "missed"


def not_on_track(rule: ChangeRule, points: Sequence[Point], *, missed_in_a_row: int = 0) -> tuple[Reason, ...]:
    """Return why somebody is not on track, the gravest first; nothing for who is, or is well anyway.

    ``points`` are in time, ``missed_in_a_row`` are the newest questionnaires left unanswered.
    """
    reasons = [Reason.MISSED] if missed_in_a_row >= MISSED_MAX else []
    if not points:
        return tuple(reasons)
    first, last = points[0], points[-1]
    if len(points) > 1:
        if last.harm > points[-2].harm:
            reasons.append(Reason.HARM_ROSE)
        best = min(point.score for point in points[:-1])
        if Direction.WORSE in (direction_of(rule, first.score, last.score), direction_of(rule, best, last.score)):
            reasons.append(Reason.WORSE)
        elif first.score >= rule.clinical_from and last.score >= rule.clinical_from:
            reasons.extend(_slow(rule, first, last))
    return tuple(sorted(reasons, key=list(Reason).index))


def _slow(rule: ChangeRule, first: Point, last: Point) -> list[Reason]:
    """Compare with what care that helps does in the time."""
    took, lost = last.at - first.at, first.score - last.score
    if took >= LATER and lost < rule.reliable:
        return [Reason.NO_CHANGE]
    if took >= EARLY and 100 * lost < EARLY_SHARE_PERCENT * first.score:
        return [Reason.LITTLE_CHANGE]
    return []
