"""Listings as others see them: published facts, and the starts that may be booked now."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable, first_starts
from attune.foundation.database.bit_string import bits_from_bytes


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One offering of a provider who can be booked. ``free`` are its bookable starts from ``today`` on (UTC)."""

    listing_id: UUID
    practice_id: UUID
    provider_id: UUID
    offering_id: UUID
    practice_name: str
    provider_name: str
    slug: str
    profession: str
    letters: str
    approach: str
    states: tuple[str, ...]
    specialties: tuple[str, ...]
    modalities: tuple[str, ...]
    languages: tuple[str, ...]
    gender: str
    age_groups: tuple[str, ...]
    payers: tuple[str, ...]
    is_prescriber: bool
    offering_name: str
    format: str
    places: tuple[str, ...]
    price_minor: int
    currency: str
    minutes: int
    takes_new_patients: bool
    zone: str
    today: date
    free: int

    def next_free(self, count: int = 3) -> tuple[datetime, ...]:
        """Return the earliest starts (UTC)."""
        return first_starts(self.free, base_day=self.today, count=count)

    def free_within(self, wanted: int) -> int:
        """Return how many of the starts lie within a mask that is counted from today."""
        return (self.free & wanted).bit_count()


def rows_where(condition: str, values: Mapping[str, Any], bookable: Bookable) -> list[ListingRow]:
    """Return the listings that meet a condition, each with what of it may be booked. One query.

    Past the objects of models: this reads hundreds of rows for one page.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE {condition}", values)
        return [_row(row, bookable) for row in cursor.fetchall()]


def _row(row: tuple[Any, ...], bookable: Bookable) -> ListingRow:
    told, (states, until, base_day, notice_minutes, horizon_days, starts) = row[: len(_TOLD)], row[len(_TOLD) :]
    free = bookable.bits(
        bits_from_bytes(starts, length=start_bits.LENGTH),
        base_day=base_day,
        notice_minutes=notice_minutes,
        horizon_days=horizon_days,
    )
    open_states = tuple(state for state, end in zip(states, until, strict=True) if end > bookable.now)
    facts = dict(zip(_TOLD, told, strict=True))
    for name in _LISTS:
        facts[name] = tuple(facts[name])
    return ListingRow(**facts, states=open_states, today=bookable.today, free=free)


_LISTS = ("specialties", "modalities", "languages", "age_groups", "payers", "places")
_NOT_TOLD = frozenset({"states", "today", "free"})
_TOLD = tuple(one.name for one in fields(ListingRow) if one.name not in _NOT_TOLD)
_SELECT = (
    f"SELECT {', '.join('id' if name == 'listing_id' else name for name in _TOLD)}, "  # noqa: S608
    "states, states_until, base_day, notice_minutes, horizon_days, bit_send(starts) "
    "FROM directory_listing AS listing"
)
