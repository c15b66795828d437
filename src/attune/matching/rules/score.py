"""Two scores: by what is declared and really free, and by what past treatments tell besides."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.evidence import Evidence
from attune.matching.rules.fit import (
    Weights,
    concern_fit,
    gender_fit,
    language_fit,
    method_fit,
    methods_for,
    price_fit,
    time_fit,
)
from attune.matching.rules.need import Need
from attune.matching.rules.reason import Factor, Reason
from attune.matching.rules.strategy import TELLING, Scored, scored


@dataclass(frozen=True, slots=True)
class DeclaredFit:
    """Score by what is declared and what is free alone."""

    weights: Weights = field(default_factory=Weights)
    name: ClassVar[str] = "declared-fit/2"

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the weighted sum of the declared factors."""
        return scored([*declared_parts(need, candidate, self.weights), *ease_parts(need, candidate, self.weights)])


@dataclass(frozen=True, slots=True)
class EvidenceFit:
    """Score by declared fit, weighted as past treatments tell, and by shrunken effects of each provider."""

    evidence: Evidence
    name: ClassVar[str] = "evidence-fit/2"

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the declared factors and the effects together; a newcomer's effects are 0, the average."""
        weights = self.evidence.weights
        parts = [*declared_parts(need, candidate, weights), *ease_parts(need, candidate, weights)]
        return scored([*parts, *self._learned_parts(need, candidate)])

    def _learned_parts(self, need: Need, candidate: Candidate) -> Iterator[Reason]:
        yield Reason(Factor.OUTCOMES, self.evidence.providers.get(candidate.provider_id, 0.0))
        effects = {
            concern: weight * self.evidence.concerns.get((candidate.provider_id, concern), 0.0)
            for concern, weight in need.weighted_concerns()
        }
        helped = tuple(concern for concern, points in effects.items() if points >= TELLING)
        yield Reason(Factor.OUTCOMES_WITH, sum(effects.values()), helped or need.concerns)


def declared_parts(need: Need, candidate: Candidate, weights: Weights) -> Iterator[Reason]:
    """Yield what a provider's own declarations add: specialties, methods, and what is wished for."""
    declared = tuple(concern for concern in need.concerns if concern in candidate.specialties)
    yield Reason(Factor.CONCERNS, weights.concerns * concern_fit(need, candidate), declared)
    yield Reason(Factor.METHODS, weights.methods * method_fit(need, candidate), methods_for(need, candidate))
    yield Reason(Factor.GENDER, weights.gender * gender_fit(need, candidate), (candidate.gender,))
    spoken = (need.preferred_language,) if need.preferred_language else ()
    yield Reason(Factor.LANGUAGE, weights.language * language_fit(need, candidate), spoken)


def ease_parts(need: Need, candidate: Candidate, weights: Weights) -> Iterator[Reason]:
    """Yield what makes it easy to come: times to choose from, and money left of the budget."""
    free, left = candidate.free_within(need.windows), price_fit(need, candidate)
    yield Reason(Factor.TIMES, weights.times * time_fit(need, candidate), number=free)
    yield Reason(Factor.PRICE, weights.price * left, number=round(left * 100))
