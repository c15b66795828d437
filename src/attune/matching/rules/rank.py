"""From a need and the candidates to ranked suggestions, with a reason for each and for everyone left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.eligibility import Exclusion, exclusions
from attune.matching.rules.need import Need
from attune.matching.rules.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An eligible provider at a rank, 1 being the best."""

    rank: int
    provider_id: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A provider who may not be suggested, with every reason."""

    provider_id: str
    reasons: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer for one patient, and which strategy gave it."""

    patient_id: str
    strategy: str
    suggestions: tuple[Suggestion, ...]
    excluded: tuple[Excluded, ...]

    def counted_exclusions(self) -> dict[Exclusion, int]:
        """Return how many providers each reason keeps away, the most frequent first."""
        counts = Counter(reason for one in self.excluded for reason in one.reasons)
        return dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))


def rank(need: Need, candidates: Iterable[Candidate], *, strategy: Strategy) -> Ranking:
    """Return every eligible candidate, best first, and everyone else with the reasons.

    The order of ``candidates`` changes nothing: equal scores are ordered by the provider's id.
    """
    scored, excluded = [], []
    for candidate in candidates:
        unmet = exclusions(need, candidate)
        if unmet:
            excluded.append(Excluded(candidate.provider_id, unmet))
        else:
            scored.append((candidate.provider_id, strategy.score(need, candidate)))
    scored.sort(key=lambda one: (-one[1].score, one[0]))
    excluded.sort(key=lambda one: one.provider_id)
    suggestions = tuple(
        Suggestion(place, provider_id, found.score, found.reasons)
        for place, (provider_id, found) in enumerate(scored, start=1)
    )
    return Ranking(need.patient_id, strategy.name, suggestions, tuple(excluded))
