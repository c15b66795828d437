"""What one screen gives: values that were checked, so that nothing else is ever written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.directory.rules.vocabulary import CONCERNS, GENDERS, LANGUAGES, MODALITIES, PAYERS, PLACES, WINDOWS
from attune.patients.errors import (
    AnswerMissing,
    BirthDateWrong,
    BudgetWrong,
    CodeUnknown,
    GrownUp,
    MustWithoutWish,
    OwnWordsTooLong,
    TooYoung,
)
from attune.patients.rules.age import ADULT_FROM, AGE_MAX, SERVED_FROM, age_on
from attune.patients.rules.answers import OWN_WORDS_MAX, CareFor, Strength

SELF_PAY = "self_pay"


@dataclass(frozen=True, slots=True)
class Concerns:
    """What brings somebody, the most important first; and in their own words, if they like."""

    concerns: tuple[str, ...]
    own_words: str = ""

    def __post_init__(self) -> None:
        """Raises AnswerMissing, CodeUnknown or OwnWordsTooLong."""
        _known("concerns", self.concerns, CONCERNS)
        if not self.concerns:
            raise AnswerMissing("concerns")
        if len(self.own_words) > OWN_WORDS_MAX:
            raise OwnWordsTooLong(len(self.own_words))


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the care is for, and when they were born; a child that is known already by its id."""

    care_for: CareFor
    birth_date: date
    dependent_id: UUID | None = None

    def check(self, *, today: date) -> None:
        """Raises BirthDateWrong, TooYoung or GrownUp. Whether a minor may come alone, the state decides."""
        if self.birth_date > today:
            raise BirthDateWrong(is_future=True)
        age = age_on(self.birth_date, day=today)
        if age > AGE_MAX:
            raise BirthDateWrong(is_future=False)
        if age < SERVED_FROM:
            raise TooYoung(age)
        if self.care_for is CareFor.CHILD and age >= ADULT_FROM:
            raise GrownUp


@dataclass(frozen=True, slots=True)
class Where:
    """Where the patient will be: a state and its zone; the ZIP code it came from, if it did."""

    state: str
    zone: str
    zip_code: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """How and when somebody can come; no part of the week means any."""

    places: tuple[str, ...]
    windows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises AnswerMissing or CodeUnknown."""
        _known("places", self.places, PLACES)
        _known("windows", self.windows, WINDOWS)
        if not self.places:
            raise AnswerMissing("places")


@dataclass(frozen=True, slots=True)
class Paying:
    """Who pays; the most a session may cost is asked of those who pay themselves."""

    payer: str
    budget_minor: int | None = None

    def __post_init__(self) -> None:
        """Raises CodeUnknown or BudgetWrong."""
        _known("payer", (self.payer,), PAYERS)
        if self.budget_minor is not None and (self.budget_minor <= 0 or self.payer != SELF_PAY):
            raise BudgetWrong


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished for in a provider, each as must or nice. An empty wish is none."""

    language: str = "en"
    language_strength: Strength = Strength.MUST
    gender: str = ""
    gender_strength: Strength = Strength.NICE
    modality: str = ""
    modality_strength: Strength = Strength.NICE
    needs_prescriber: bool = False

    def __post_init__(self) -> None:
        """Raises AnswerMissing, CodeUnknown or MustWithoutWish."""
        if not self.language:
            raise AnswerMissing("language")
        _known("language", (self.language,), LANGUAGES)
        for name, wish, strength, vocabulary in (
            ("gender", self.gender, self.gender_strength, GENDERS),
            ("modality", self.modality, self.modality_strength, MODALITIES),
        ):
            if wish:
                _known(name, (wish,), vocabulary)
            elif strength is Strength.MUST:
                raise MustWithoutWish(name)


Given = Concerns | Who | Where | Times | Paying | Wishes


def _known(field: str, codes: Collection[str], vocabulary: Mapping[str, str]) -> None:
    if any(code not in vocabulary for code in codes) or len(set(codes)) != len(codes):
        raise CodeUnknown(field)
