"""What may be published of a provider and what they offer: the only values that reach a listing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from attune.directory.errors import NotPublishable
from attune.directory.rules import start_bits
from attune.directory.rules.vocabulary import (
    AGE_GROUPS,
    CONCERNS,
    FORMATS,
    GENDERS,
    LANGUAGES,
    MODALITIES,
    PAYERS,
    PLACES,
)
from attune.kernel.us_states import US_STATES

APPROACH_LENGTH_MAX = 2_000


@dataclass(frozen=True, slots=True)
class PublishedOffering:
    """Something that can be booked. ``starts`` are the bits of ``start_bits`` from the provider's base day.

    Raises NotPublishable for codes the vocabulary does not know and numbers that make no sense.
    """

    offering_id: UUID
    name: str
    format: str
    places: tuple[str, ...]
    price_minor: int
    currency: str
    minutes: int
    takes_new_patients: bool
    notice_minutes: int
    horizon_days: int
    starts: int

    def __post_init__(self) -> None:
        _require_known("format", [self.format], FORMATS)
        _require_known("places", self.places, PLACES)
        _require("price_minor", self.price_minor, self.price_minor >= 0)
        _require("minutes", self.minutes, self.minutes > 0)
        _require("notice_minutes", self.notice_minutes, self.notice_minutes >= 0)
        _require("horizon_days", self.horizon_days, self.horizon_days >= 0)
        _require("starts", self.starts, 0 <= self.starts <= start_bits.ALL)


@dataclass(frozen=True, slots=True)
class PublishedProvider:
    """A provider as the public may know them. ``bookable_until`` says for each state until when (UTC).

    Raises NotPublishable for codes the vocabulary does not know, naive instants and a missing name.
    """

    provider_id: UUID
    practice_name: str
    provider_name: str
    slug: str
    profession: str
    letters: str
    approach: str
    bookable_until: Mapping[str, datetime]
    specialties: tuple[str, ...]
    modalities: tuple[str, ...]
    languages: tuple[str, ...]
    gender: str
    age_groups: tuple[str, ...]
    payers: tuple[str, ...]
    is_prescriber: bool
    zone: str
    base_day: date
    offerings: tuple[PublishedOffering, ...]

    def __post_init__(self) -> None:
        for field in ("practice_name", "provider_name", "slug"):
            _require(field, getattr(self, field), bool(getattr(self, field)))
        _require("approach", self.approach, len(self.approach) <= APPROACH_LENGTH_MAX)
        _require_known("bookable_until", self.bookable_until, US_STATES)
        _require_known("specialties", self.specialties, CONCERNS)
        _require_known("modalities", self.modalities, MODALITIES)
        _require_known("languages", self.languages, LANGUAGES)
        _require_known("gender", [self.gender] if self.gender else [], GENDERS)
        _require_known("age_groups", self.age_groups, AGE_GROUPS)
        _require_known("payers", self.payers, PAYERS)
        for until in self.bookable_until.values():
            _require("bookable_until", until, until.tzinfo is not None)


def _require(field: str, value: object, is_right: bool) -> None:
    if not is_right:
        raise NotPublishable(field, value)


def _require_known(field: str, codes: Iterable[str], known: Collection[str]) -> None:
    for code in codes:
        _require(field, code, code in known)
