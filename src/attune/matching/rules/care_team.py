"""Assignment inside one practice: fit, then who has room, and whoever knows the patient first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.fit import Weights
from attune.matching.rules.need import Need
from attune.matching.rules.reason import Factor, Reason
from attune.matching.rules.score import declared_parts
from attune.matching.rules.strategy import Scored, scored

KNOWN_POINTS = 1.0
"""Going on with who is known outweighs the best fit of somebody new."""
ROOM_POINTS = 0.2
BANDS = 4
"""Room is counted in quarters of the week, so that clinicians who are about as busy are equals and take turns."""


@dataclass(frozen=True, slots=True)
class CareTeamFit:
    """Score by declared fit, continuity and room in the week; equals take turns."""

    weights: Weights = field(default_factory=Weights)
    name: ClassVar[str] = "care-team/1"

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return fit, continuity and room together. Price and times are the same for the whole team."""
        return scored([*declared_parts(need, candidate, self.weights), *_practice_parts(candidate)])


def _practice_parts(candidate: Candidate) -> Iterator[Reason]:
    yield Reason(Factor.KNOWN, KNOWN_POINTS if candidate.is_known else 0.0)
    left, most = candidate.sessions_left, candidate.sessions_max
    if left is not None and most:
        yield Reason(Factor.CAPACITY, ROOM_POINTS * (BANDS * left // most) / BANDS, number=left)
