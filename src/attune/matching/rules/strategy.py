"""What every way of ordering the eligible has in common."""

from dataclasses import dataclass
from typing import Protocol

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import Need


@dataclass(frozen=True, slots=True)
class Scored:
    """A score, higher is better, and in plain words what decided it, the weightiest first."""

    score: float
    reasons: tuple[str, ...]


class Strategy(Protocol):
    """A named, versioned way of scoring an eligible candidate for a need.

    The same need and candidate always get the same score, whoever else is there.
    """

    @property
    def name(self) -> str:
        """Name the strategy and its version, as it is kept with every ranking: ``declared-fit/1``."""

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the candidate's score for this need, with its reasons."""
