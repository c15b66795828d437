"""What past treatments tell: how much declared fit counts, and with whom patients fared better than expected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from attune.matching.rules.fit import Weights, concern_fit, gender_fit
from attune.matching.rules.outcome import Outcome, successes

WEIGHTS_PRIOR = 20.0
"""How many telling outcomes the weights we begin with are worth."""
PROVIDER_PRIOR = 6.0
CONCERN_PRIOR = 3.0
"""How many average outcomes each average begins with; a newcomer therefore stands at the average."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weights as learned, and shrunken effects in standard deviations; who is not named has none."""

    weights: Weights = field(default_factory=Weights)
    providers: Mapping[str, float] = field(default_factory=dict)
    concerns: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """By provider and concern, beyond the provider's own effect."""


def learned_from(outcomes: Sequence[Outcome], *, prior: Weights | None = None) -> Evidence:
    """Return what the outcomes tell, beginning with ``prior``; without outcomes that is all.

    Each effect is a sum of surprises divided by their count plus a prior count (empirical Bayes), so that
    few outcomes move nobody far. No learned weight is negative.
    """
    prior = prior or Weights()
    outcomes = [one for one in outcomes if one.is_telling]
    if not outcomes:
        return Evidence(prior)
    reached = successes(outcomes)
    rows = [(concern_fit(one.need, one.candidate), gender_fit(one.need, one.candidate)) for one in outcomes]
    base, concerns, gender = _regression(rows, reached, prior=(prior.concerns, prior.gender))
    weights = replace(prior, concerns=max(0.0, concerns), gender=max(0.0, gender))
    surprises = [
        success - base - weights.concerns * by_concern - weights.gender * by_gender
        for success, (by_concern, by_gender) in zip(reached, rows, strict=True)
    ]
    providers = _provider_effects(outcomes, surprises)
    return Evidence(weights, providers, _concern_effects(outcomes, surprises, providers))


def _provider_effects(outcomes: Sequence[Outcome], surprises: Sequence[float]) -> dict[str, float]:
    total: defaultdict[str, float] = defaultdict(float)
    count: defaultdict[str, float] = defaultdict(lambda: PROVIDER_PRIOR)
    for one, surprise in zip(outcomes, surprises, strict=True):
        total[one.candidate.provider_id] += surprise
        count[one.candidate.provider_id] += 1
    return {provider_id: total[provider_id] / count[provider_id] for provider_id in total}


def _concern_effects(
    outcomes: Sequence[Outcome], surprises: Sequence[float], providers: Mapping[str, float]
) -> dict[tuple[str, str], float]:
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    count: defaultdict[tuple[str, str], float] = defaultdict(lambda: CONCERN_PRIOR)
    for one, surprise in zip(outcomes, surprises, strict=True):
        provider_id = one.candidate.provider_id
        for concern, weight in one.need.weighted_concerns():
            total[provider_id, concern] += weight * (surprise - providers[provider_id])
            count[provider_id, concern] += weight
    return {key: total[key] / count[key] for key in total}


def _regression(
    rows: Sequence[tuple[float, float]], reached: Sequence[float], *, prior: tuple[float, float]
) -> tuple[float, float, float]:
    """Return base and two slopes of a ridge regression that shrinks the slopes towards ``prior``."""
    table = [(1.0, *row) for row in rows]
    start = (0.0, *prior)
    missed = [
        success - sum(slope * value for slope, value in zip(start, row, strict=True))
        for row, success in zip(table, reached, strict=True)
    ]
    matrix = [
        [
            *(sum(row[i] * row[j] for row in table) + (WEIGHTS_PRIOR if i == j > 0 else 0.0) for j in range(3)),
            sum(row[i] * miss for row, miss in zip(table, missed, strict=True)),
        ]
        for i in range(3)
    ]
    # The matrix is positive definite (the prior's share), so no pivot is zero.
    for i in range(3):
        for k in range(3):
            if k != i:
                share = matrix[k][i] / matrix[i][i]
                matrix[k] = [low - share * high for low, high in zip(matrix[k], matrix[i], strict=True)]
    base, first, second = (start[i] + matrix[i][3] / matrix[i][i] for i in range(3))
    return base, first, second
