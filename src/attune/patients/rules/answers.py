"""The answers to the questions before care: as values, with what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

OWN_WORDS_MAX: Final = 10_000
"""Characters, of any script."""


class CareFor(StrEnum):
    """Whom care is looked for."""

    SELF = "self"
    CHILD = "child"


class Relation(StrEnum):
    """What who signs in is to the patient."""

    SELF = "self"
    GUARDIAN = "guardian"


class Strength(StrEnum):
    """How much a preference counts."""

    MUST = "must"
    NICE = "nice"


class Step(StrEnum):
    """The questions, in their order; one screen each."""

    CONCERNS = "concerns"
    WHO = "who"
    WHERE = "where"
    TIMES = "times"
    PAYING = "paying"
    WISHES = "wishes"
    SAFETY = "safety"


STEPS: Final = tuple(Step)


@dataclass(frozen=True, slots=True)
class Preference:
    """Something wished for in a provider: ``kind`` is gender, language or modality; ``value`` a code."""

    kind: str
    value: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody looking for care told so far. Codes are directory's; empty is unanswered."""

    person_id: UUID
    journey_id: UUID
    concerns: tuple[str, ...] = ()
    """The most important first."""
    own_words: str = ""
    care_for: CareFor | None = None
    dependent_id: UUID | None = None
    birth_date: date | None = None
    zip_code: str = ""
    state: str = ""
    zone: str = ""
    places: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()
    """Parts of the week; empty is any."""
    payer: str = ""
    budget_minor: int | None = None
    language: str = ""
    language_strength: Strength = Strength.NICE
    gender: str = ""
    gender_strength: Strength = Strength.NICE
    modality: str = ""
    modality_strength: Strength = Strength.NICE
    needs_prescriber: bool = False
    steps_done: tuple[Step, ...] = ()

    @property
    def is_for_child(self) -> bool:
        """Whether a guardian answers for a child."""
        return self.care_for is CareFor.CHILD

    @property
    def is_complete(self) -> bool:
        """Whether every question was answered or passed over."""
        return next_open_step(self.steps_done) is None

    @property
    def preferences(self) -> tuple[Preference, ...]:
        """What is wished for in a provider, as must or nice."""
        told = (
            Preference("gender", self.gender, self.gender_strength),
            Preference("language", self.language, self.language_strength),
            Preference("modality", self.modality, self.modality_strength),
        )
        return tuple(one for one in told if one.value)

    @property
    def gender_must(self) -> str | None:
        """The gender a provider has to be of, if one."""
        return self.gender if self.gender and self.gender_strength is Strength.MUST else None

    @property
    def gender_nice(self) -> str | None:
        """The gender that would be welcome, if one."""
        return self.gender if self.gender and self.gender_strength is Strength.NICE else None


def next_open_step(done: Sequence[Step]) -> Step | None:
    """Return the first question nobody answered yet, or None."""
    return next((step for step in STEPS if step not in done), None)


def step_after(step: Step) -> Step | None:
    """Return the question after this one, or None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def step_before(step: Step) -> Step | None:
    """Return the question before this one, or None before the first."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None
