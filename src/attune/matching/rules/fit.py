"""How well a candidate's declared offer fits a need, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from attune.matching.rules.candidate import Candidate
from attune.matching.rules.need import SELF_PAY, Need

ENOUGH_TIMES = 3
"""With so many free times the factor has half its full value."""

METHODS_BY_CONCERN: Final[Mapping[str, tuple[str, ...]]] = {
    "anxiety": ("cbt", "act"),
    "depression": ("cbt", "ipt"),
    "trauma": ("cpt", "emdr"),
    "adhd": ("coaching_skills",),
    "anger": ("dbt",),
    "couples": ("eft", "gottman"),
    "eating": ("cbt_e",),
    "grief": ("ipt",),
    "identity": ("humanistic",),
    "ocd": ("erp",),
    "sleep": ("cbt_i",),
    "substance": ("mi",),
}
"""The methods that were made for a concern, or are usual with it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each declared factor counts, in standard deviations of a treatment's success."""

    concerns: float = 0.5
    methods: float = 0.1
    gender: float = 0.25
    language: float = 0.25
    times: float = 0.05
    price: float = 0.03


def concern_fit(need: Need, candidate: Candidate) -> float:
    """Return the share of the concerns that are declared specialties, weighted by their order: 0 to 1."""
    return sum(weight for concern, weight in need.weighted_concerns() if concern in candidate.specialties)


def methods_for(need: Need, candidate: Candidate) -> tuple[str, ...]:
    """Return the candidate's methods that are wished for, or were made for the concerns, the weightiest first."""
    wanted = [method for method in (need.required_method, need.preferred_method) if method]
    wanted += [method for concern in need.concerns for method in METHODS_BY_CONCERN.get(concern, ())]
    return tuple(dict.fromkeys(method for method in wanted if method in candidate.modalities))


def method_fit(need: Need, candidate: Candidate) -> float:
    """Return the share of the concerns for which the candidate has a method, weighted by their order: 0 to 1.

    A method that is wished for counts as much again.
    """
    wished = need.preferred_method is not None and need.preferred_method in candidate.modalities
    return wished + sum(
        weight
        for concern, weight in need.weighted_concerns()
        if not candidate.modalities.isdisjoint(METHODS_BY_CONCERN.get(concern, ()))
    )


def gender_fit(need: Need, candidate: Candidate) -> float:
    """Return 1 if a preferred gender is met, −1 if it is not, 0 without a preference."""
    if need.preferred_gender is None:
        return 0.0
    return 1.0 if candidate.gender == need.preferred_gender else -1.0


def language_fit(need: Need, candidate: Candidate) -> float:
    """Return 1 if a preferred language is spoken, −1 if it is not, 0 without a preference."""
    if need.preferred_language is None:
        return 0.0
    return 1.0 if need.preferred_language in candidate.languages else -1.0


def time_fit(need: Need, candidate: Candidate) -> float:
    """Return how freely the patient may choose a time: 0 with none, towards 1 with many."""
    free = candidate.free_within(need.windows)
    return free / (free + ENOUGH_TIMES)


def price_fit(need: Need, candidate: Candidate) -> float:
    """Return the share of the budget that is left after a session; 0 for who does not pay themselves."""
    if need.payer != SELF_PAY or not need.budget_minor:
        return 0.0
    return max(0.0, 1 - candidate.price_minor / need.budget_minor)
