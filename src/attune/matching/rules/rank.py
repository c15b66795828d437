"""From a need and the candidates to ranked suggestions, with a reason for each and for everyone left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.eligibility import Exclusion, exclusions
from attune.matching.rules.need import Need
from attune.matching.rules.reason import Reason
from attune.matching.rules.strategy import Scored, Strategy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An eligible provider at a rank, 1 being the best, with the offering that fits best."""

    rank: int
    provider_id: str
    score: float
    reasons: tuple[Reason, ...]
    listing_id: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A provider who may not be suggested, with every reason against the offering that has the fewest."""

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
        return _counted(reason for one in self.excluded for reason in one.reasons)

    def relaxations(self) -> dict[Exclusion, int]:
        """Return how many providers would be there without each requirement alone, the most first."""
        return _counted(one.reasons[0] for one in self.excluded if len(one.reasons) == 1)


def rank(need: Need, candidates: Iterable[Candidate], *, strategy: Strategy) -> Ranking:
    """Return every eligible provider, best first, and everyone else with the reasons.

    The order of ``candidates`` changes nothing: equal scores are ordered by whose turn it is, then by the
    provider's id. Several offerings of a provider are one suggestion, of the best.
    """
    eligible: dict[str, tuple[Candidate, Scored]] = {}
    excluded: dict[str, Excluded] = {}
    for candidate in sorted(candidates, key=lambda one: (one.provider_id, one.listing_id)):
        provider_id, unmet = candidate.provider_id, exclusions(need, candidate)
        if unmet:
            before = excluded.get(provider_id)
            if before is None or len(unmet) < len(before.reasons):
                excluded[provider_id] = Excluded(provider_id, unmet)
            continue
        found = strategy.score(need, candidate)
        if provider_id not in eligible or found.score > eligible[provider_id][1].score:
            eligible[provider_id] = (candidate, found)
    ordered = sorted(eligible.values(), key=lambda one: (-one[1].score, one[0].turn, one[0].provider_id))
    suggestions = tuple(
        Suggestion(place, candidate.provider_id, found.score, found.reasons, candidate.listing_id)
        for place, (candidate, found) in enumerate(ordered, start=1)
    )
    left_out = tuple(one for provider_id, one in excluded.items() if provider_id not in eligible)
    return Ranking(need.patient_id, strategy.name, suggestions, left_out)


def _counted(reasons: Iterable[Exclusion]) -> dict[Exclusion, int]:
    counts = Counter(reasons)
    return dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))
