"""How past treatments went, brought to one comparable number each."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import Need

ATTENDED_WEIGHT = 1.0
ALLIANCE_WEIGHT = 2.0
CHANGE_WEIGHT = 2.0
"""What each sign counts: staying is one bit, and also depends on price and times; the others are scales."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One booked treatment: who came to whom, whether they stayed, and how it went as far as known."""

    need: Need
    candidate: Candidate
    attended_3: bool | None = None
    """Whether the patient came at least three times."""
    alliance: float | None = None
    """How the patient rated working together, 1 to 10."""
    score_first: float | None = None
    score_last: float | None = None
    """Symptoms at the beginning and at the end; lower is better."""

    @property
    def is_telling(self) -> bool:
        """Say whether any sign of how it went is known."""
        has_change = self.score_first is not None and self.score_last is not None
        return has_change or self.attended_3 is not None or self.alliance is not None


def successes(outcomes: Sequence[Outcome]) -> list[float]:
    """Return for each outcome how far it lies above the average, in standard deviations.

    The weighted mean of staying, alliance and symptom change, of those that are known; each outcome must be
    telling. A change is compared with what is usual from the same first score, as those who begin worse have
    more to gain.
    """
    attended = _standardized([None if one.attended_3 is None else float(one.attended_3) for one in outcomes])
    alliance = _standardized([one.alliance for one in outcomes])
    change = _standardized(_unusual_changes(outcomes))
    signs = ((ATTENDED_WEIGHT, attended), (ALLIANCE_WEIGHT, alliance), (CHANGE_WEIGHT, change))
    found = []
    for place in range(len(outcomes)):
        known = [(weight, value) for weight, column in signs if (value := column[place]) is not None]
        found.append(sum(weight * value for weight, value in known) / sum(weight for weight, _ in known))
    return found


def _unusual_changes(outcomes: Sequence[Outcome]) -> list[float | None]:
    pairs = [
        None
        if one.score_first is None or one.score_last is None
        else (one.score_first, one.score_first - one.score_last)
        for one in outcomes
    ]
    known = [pair for pair in pairs if pair is not None]
    if not known:
        return [None] * len(pairs)
    usual_first, usual_change = fmean(first for first, _ in known), fmean(change for _, change in known)
    spread = sum((first - usual_first) ** 2 for first, _ in known)
    together = sum((first - usual_first) * (change - usual_change) for first, change in known)
    slope = together / spread if spread else 0.0
    return [None if pair is None else pair[1] - usual_change - slope * (pair[0] - usual_first) for pair in pairs]


def _standardized(values: Sequence[float | None]) -> list[float | None]:
    known = [value for value in values if value is not None]
    if not known:
        return list(values)
    mean, deviation = fmean(known), pstdev(known) or 1.0
    return [None if value is None else (value - mean) / deviation for value in values]
