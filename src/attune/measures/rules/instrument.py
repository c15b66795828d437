"""An instrument: its questions, what can be answered, how it is scored and what a score says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from attune.measures.errors import AnswerOutOfRange, NoSuchItem


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be given. ``loinc`` is LOINC's answer code."""

    value: int
    label: str
    loinc: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question. ``loinc`` is the code of what it observes."""

    code: str
    text: str
    loinc: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the scale, both ends inclusive."""

    code: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """The sum of the answers; up to ``missing_max`` items may be missing, but never those named."""

    missing_max: int
    never_missing: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """Which change is more than chance, and from where on somebody would count as a case, or as well.

    A response is half of the first score or less.
    """

    reliable: int
    clinical_from: int
    remission_below: int
    source: str


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """The item whose answer, from a value on, asks for help at once."""

    item: str
    from_value: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a questionnaire, as its file in ``measures/instruments`` says it."""

    code: str
    version: str
    name: str
    language: str
    recall: str
    seconds_per_item: int
    loinc_panel: str
    loinc_total: str
    options: tuple[Option, ...]
    items: tuple[Item, ...]
    scoring: ScoringRule
    bands: tuple[Band, ...]
    change: ChangeRule
    safety: SafetyRule | None
    age_from: int
    age_source: str
    license: str
    source: str

    @property
    def score_max(self) -> int:
        """The highest score that can be reached; the lowest is 0."""
        return len(self.items) * max(option.value for option in self.options)

    @property
    def item_codes(self) -> tuple[str, ...]:
        """The questions' codes in their order."""
        return tuple(item.code for item in self.items)

    def item(self, code: str) -> Item:
        """Return a question. Raises NoSuchItem."""
        for item in self.items:
            if item.code == code:
                return item
        raise NoSuchItem(code)

    def band_of(self, score: int) -> Band:
        """Return the stretch a score lies in."""
        return next(band for band in self.bands if band.low <= score <= band.high)

    def checked(self, item: str, value: int) -> int:
        """Return an answer that can be given. Raises NoSuchItem or AnswerOutOfRange."""
        self.item(item)
        if isinstance(value, bool) or value not in {option.value for option in self.options}:
            raise AnswerOutOfRange(item)
        return value

    def asks_for_help(self, answers: Mapping[str, int]) -> bool:
        """Return whether an answer is one after which somebody has to be reached."""
        return self.safety is not None and answers.get(self.safety.item, 0) >= self.safety.from_value

    def fits(self, born: date, *, day: date) -> bool:
        """Return whether it is meant for somebody of this age on a day."""
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return years >= self.age_from


@dataclass(frozen=True, slots=True)
class Point:
    """A score at a moment, as rules about change see it. ``harm`` is the answer to the safety item, 0 without one."""

    at: datetime
    score: int
    harm: int = 0
