"""What every way of ordering the eligible has in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import Need
from attune.matching.rules.reason import Factor, Reason

TELLING = 0.02
"""A factor that adds less than this has decided nothing and is no reason."""
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, higher is better, and what decided it, the weightiest first."""

    score: float
    reasons: tuple[Reason, ...]


class Strategy(Protocol):
    """A named, versioned way of scoring an eligible candidate for a need.

    The same need and candidate always get the same score, whoever else is there.
    """

    @property
    def name(self) -> str:
        """Name the strategy and its version, as it is kept with every ranking: ``declared-fit/1``."""

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the candidate's score for this need, with its reasons."""


def scored(parts: Iterable[Reason]) -> Scored:
    """Return the sum of what each factor adds, and as reasons those that added something telling."""
    counted = list(parts)
    decided = sorted((part for part in counted if part.points >= TELLING), key=lambda part: -part.points)
    reasons = tuple(decided[:MOST_REASONS])
    return Scored(sum(part.points for part in counted), reasons or (Reason(Factor.REQUIREMENTS),))
