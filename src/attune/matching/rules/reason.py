"""Why somebody is suggested: which factor, about what, and how much it counted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Factor(StrEnum):
    """What may decide between those who are eligible."""

    CONCERNS = "concerns"
    METHODS = "methods"
    GENDER = "gender"
    LANGUAGE = "language"
    TIMES = "times"
    PRICE = "price"
    KNOWN = "known"
    CHOSEN = "chosen"
    CAPACITY = "capacity"
    OUTCOMES = "outcomes"
    OUTCOMES_WITH = "outcomes_with"
    REQUIREMENTS = "requirements"
    """Nothing but that every requirement is met."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A factor that decided. ``codes`` are of directory's vocabulary; pages say it in words of their own."""

    factor: Factor
    points: float = 0.0
    """What it added to the score."""
    codes: tuple[str, ...] = ()
    number: int = 0
    """How many times are free, how many percent are left of the budget, how many sessions of the week."""

    def __str__(self) -> str:
        """Return it as files say it, in plain English about a third person."""
        return _WORDS[self.factor].format(
            listed=_listed(self.codes), number=self.number, times="time" if self.number == 1 else "times"
        )


_WORDS = {
    Factor.CONCERNS: "works with {listed}",
    Factor.METHODS: "is trained in {listed}",
    Factor.GENDER: "is {listed}, as preferred",
    Factor.LANGUAGE: "speaks {listed}, as preferred",
    Factor.TIMES: "has {number} free {times} when the patient can come",
    Factor.PRICE: "costs {number}% less than the budget",
    Factor.KNOWN: "has seen the patient before",
    Factor.CHOSEN: "was chosen by the practice",
    Factor.CAPACITY: "has {number} sessions left this week",
    Factor.OUTCOMES: "past patients fared better than expected",
    Factor.OUTCOMES_WITH: "past patients with {listed} fared especially well",
    Factor.REQUIREMENTS: "meets every requirement",
}
_SPOKEN = {"woman": "a woman", "man": "a man"}


def _listed(codes: tuple[str, ...]) -> str:
    spoken = [_SPOKEN.get(code, code).replace("_", " ") for code in codes]
    return " and ".join(filter(None, [", ".join(spoken[:-1]), *spoken[-1:]]))


def kept_reason(reason: Reason) -> dict[str, Any]:
    """Return a reason as it is kept with a recommendation."""
    return {
        "factor": reason.factor.value,
        "points": round(reason.points, 4),
        "codes": list(reason.codes),
        "number": reason.number,
    }
