"""Searching the directory: who can be booked, soonest first, and what each further choice would leave."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from attune.directory.queries.conditions import FREE, Conditions, in_hex
from attune.directory.queries.rows import ListingRow, rows_where
from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable
from attune.directory.rules.facets import BITS, Counted, bits_of, count
from attune.directory.rules.request import PAGE_SIZE, Search
from attune.directory.rules.vocabulary import WINDOWS
from attune.directory.rules.windows import window_masks, windows_mask

_WINDOW_BITS = " + ".join(
    f"CASE WHEN free.bits & %({code})s::bit(2880) = %(none)s::bit(2880) THEN 0 ELSE {BITS['windows', code]} END"
    for code in WINDOWS
)
_ROWS = (
    f"SELECT listing.provider_id, listing.offering_id, listing.facets + {_WINDOW_BITS}, "  # noqa: S608
    f"position(B'1' IN free.bits & %(shown)s::bit(2880)) FROM directory_listing AS listing {FREE} WHERE "
)


@dataclass(frozen=True, slots=True)
class Found:
    """A provider with the offerings that meet the search, the soonest first."""

    provider_id: UUID
    offerings: tuple[ListingRow, ...]

    @property
    def first(self) -> ListingRow:
        """The offering that can be had soonest; it tells of the provider, too."""
        return self.offerings[0]

    @property
    def price_minor_min(self) -> int:
        """The lowest price of what meets the search."""
        return min(offering.price_minor for offering in self.offerings)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search. ``total`` counts providers; ``counted`` tells what each choice would leave."""

    found: tuple[Found, ...]
    total: int
    number: int
    pages: int
    counted: Counted


class _Row(NamedTuple):
    provider_id: UUID
    offering_id: UUID
    bits: int
    first: int


def search(asked: Search, *, now: datetime) -> Page:
    """Return a page of the providers who can be booked and meet the search.

    Whoever is free soonest comes first; among those who are free at the same time the order changes from day
    to day, so that nobody is first for good. Nothing else moves anybody up. Two queries.
    """
    wanted = windows_mask(asked.chosen.get("windows", ()), zone=asked.zone, base_day=now.date())
    rows = _rows(_conditions(asked, now), asked, now, shown=wanted)
    counted = count([(row.provider_id, row.bits) for row in rows], chosen=asked.chosen)
    meeting = _meeting(rows, asked.chosen)
    order = sorted(meeting, key=lambda one: (min(row.first for row in meeting[one]), _turn(one, now)))
    pages = max(1, -(-len(order) // PAGE_SIZE))
    number = min(max(asked.page, 1), pages)
    shown = order[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(_found(shown, meeting, now=now, wanted=wanted), len(order), number, pages, counted)


def total(asked: Search, *, now: datetime) -> int:
    """Return how many providers meet a search. One query."""
    rows = _rows(_conditions(asked, now), asked, now, shown=start_bits.ALL)
    return len(_meeting(rows, asked.chosen))


def _conditions(asked: Search, now: datetime) -> Conditions:
    """What is asked besides the facets; those are counted, so that their other choices must be read as well."""
    until = start_bits.LENGTH
    if asked.free_within_days is not None:
        until = start_bits.index_of(now, base_day=now.date()) + asked.free_within_days * start_bits.STARTS_A_DAY
    conditions = Conditions.bookable(now, state=asked.state, wanted=start_bits.between(0, until))
    if asked.price_minor_max is not None:
        conditions.add("listing.price_minor <= %(price)s", price=asked.price_minor_max)
    for number, word in enumerate(asked.text.split()[:5]):
        name = f"word_{number}"
        conditions.add(
            f"(listing.provider_name ILIKE %({name})s OR listing.practice_name ILIKE %({name})s "
            f"OR listing.approach ILIKE %({name})s)",
            **{name: f"%{_literal(word)}%"},
        )
    return conditions


def _rows(conditions: Conditions, asked: Search, now: datetime, *, shown: int) -> list[_Row]:
    masks = {code: in_hex(mask) for code, mask in window_masks(asked.zone, now.date()).items()}
    with connection.cursor() as cursor:
        cursor.execute(f"{_ROWS}{conditions}", {**conditions.values, **masks, "shown": in_hex(shown)})
        return [_Row(*row) for row in cursor.fetchall()]


def _meeting(rows: Iterable[_Row], chosen: Mapping[str, tuple[str, ...]]) -> dict[UUID, list[_Row]]:
    """Return the listings that meet every choice, by provider."""
    wanted = [bits_of({facet: codes}) for facet, codes in chosen.items() if codes]
    meeting: dict[UUID, list[_Row]] = defaultdict(list)
    for row in rows:
        if all(row.bits & any_of for any_of in wanted):
            meeting[row.provider_id].append(row)
    return meeting


def _found(
    providers: Sequence[UUID], meeting: Mapping[UUID, list[_Row]], *, now: datetime, wanted: int
) -> tuple[Found, ...]:
    offerings = [row.offering_id for one in providers for row in meeting[one]]
    by_provider: dict[UUID, list[ListingRow]] = defaultdict(list)
    bookable = Bookable(now, wanted=wanted)
    for row in rows_where("offering_id = ANY (%(offerings)s)", {"offerings": offerings}, bookable):
        by_provider[row.provider_id].append(row)
    return tuple(
        Found(one, tuple(sorted(by_provider[one], key=lambda row: (-row.free, row.price_minor, row.offering_id))))
        for one in providers
        if one in by_provider
    )


def _turn(provider_id: UUID, now: datetime) -> int:
    """Return a number that orders providers otherwise each day, and the same all day."""
    return (provider_id.int ^ now.date().toordinal() * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93 & (1 << 64) - 1


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
