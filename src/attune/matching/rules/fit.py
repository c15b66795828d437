"""How well a candidate's declared offer fits a need, as numbers."""

from dataclasses import dataclass

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import SELF_PAY, Need

ENOUGH_TIMES = 3
"""With so many free times the factor has half its full value."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each declared factor counts, in standard deviations of a treatment's success."""

    concerns: float = 0.5
    gender: float = 0.25
    times: float = 0.05
    price: float = 0.03


def concern_fit(need: Need, candidate: Candidate) -> float:
    """Return the share of the concerns that are declared specialties, weighted by their order: 0 to 1."""
    return sum(weight for concern, weight in need.weighted_concerns() if concern in candidate.specialties)


def gender_fit(need: Need, candidate: Candidate) -> float:
    """Return 1 if a preferred gender is met, −1 if it is not, 0 without a preference."""
    if need.preferred_gender is None:
        return 0.0
    return 1.0 if candidate.gender == need.preferred_gender else -1.0


def time_fit(need: Need, candidate: Candidate) -> float:
    """Return how freely the patient may choose a time: 0 with none, towards 1 with many."""
    free = candidate.free_within(need.windows)
    return free / (free + ENOUGH_TIMES)


def price_fit(need: Need, candidate: Candidate) -> float:
    """Return the share of the budget that is left after a session; 0 for who does not pay themselves."""
    if need.payer != SELF_PAY or not need.budget_minor:
        return 0.0
    return max(0.0, 1 - candidate.price_minor / need.budget_minor)
