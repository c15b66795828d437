"""The score: declared fit, real times, price, and what past treatments tell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.evidence import Evidence
from attune.matching.rules.fit import Weights, concern_fit, gender_fit, price_fit, time_fit
from attune.matching.rules.need import Need
from attune.matching.rules.strategy import Scored

TELLING = 0.02
"""A factor that adds less than this has decided nothing and is no reason."""
MOST_REASONS = 3
ONLY_REASON = "meets every requirement"
GENDER_WORDS = {"woman": "a woman", "man": "a man", "nonbinary": "nonbinary"}


@dataclass(frozen=True, slots=True)
class Part:
    """What one factor adds to a score, and how to say it where it adds something."""

    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class DeclaredFit:
    """Score by what is declared and what is free alone."""

    weights: Weights = field(default_factory=Weights)
    name: ClassVar[str] = "declared-fit/1"

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the weighted sum of the declared factors."""
        return _scored(_declared_parts(need, candidate, self.weights))


@dataclass(frozen=True, slots=True)
class EvidenceFit:
    """Score by declared fit, weighted as past treatments tell, and by shrunken effects of each provider."""

    evidence: Evidence
    name: ClassVar[str] = "evidence-fit/1"

    def score(self, need: Need, candidate: Candidate) -> Scored:
        """Return the declared factors and the effects together; a newcomer's effects are 0, the average."""
        parts = [*_declared_parts(need, candidate, self.evidence.weights), *self._learned_parts(need, candidate)]
        return _scored(parts)

    def _learned_parts(self, need: Need, candidate: Candidate) -> Iterator[Part]:
        own = self.evidence.providers.get(candidate.provider_id, 0.0)
        yield Part(own, "past patients fared better than expected")
        effects = {
            concern: weight * self.evidence.concerns.get((candidate.provider_id, concern), 0.0)
            for concern, weight in need.weighted_concerns()
        }
        helped = [concern for concern, points in effects.items() if points >= TELLING]
        yield Part(
            sum(effects.values()), f"past patients with {_listed(helped or need.concerns)} fared especially well"
        )


def _declared_parts(need: Need, candidate: Candidate, weights: Weights) -> Iterator[Part]:
    declared = [concern for concern in need.concerns if concern in candidate.specialties]
    yield Part(weights.concerns * concern_fit(need, candidate), f"works with {_listed(declared)}")
    gender = GENDER_WORDS.get(candidate.gender, candidate.gender)
    yield Part(weights.gender * gender_fit(need, candidate), f"is {gender}, as preferred")
    free = candidate.free_within(need.windows)
    times = "1 free time" if free == 1 else f"{free} free times"
    yield Part(weights.times * time_fit(need, candidate), f"has {times} when the patient can come")
    left = price_fit(need, candidate)
    yield Part(weights.price * left, f"costs {left:.0%} less than the budget")


def _scored(parts: Iterator[Part] | list[Part]) -> Scored:
    counted = list(parts)
    decided = sorted((part for part in counted if part.points >= TELLING), key=lambda part: -part.points)
    reasons = tuple(part.reason for part in decided[:MOST_REASONS])
    return Scored(sum(part.points for part in counted), reasons or (ONLY_REASON,))


def _listed(words: list[str] | tuple[str, ...]) -> str:
    spoken = [word.replace("_", " ") for word in words]
    return " and ".join(filter(None, [", ".join(spoken[:-1]), *spoken[-1:]]))
