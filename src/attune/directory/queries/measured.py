"""Everybody listed in a state, measured against what somebody asks for, in one statement.

Matching asks who is left out and by what, and sees whole rows only of those who come nearest to the wishes.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from attune.directory.queries.conditions import in_hex, minutes_since_midnight
from attune.directory.queries.rows import ListingRow, rows_where
from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable
from attune.directory.rules.facets import BITS, bits_of


class Lack(StrEnum):
    """What an offering may lack. Each is a bit of what is counted, in this order, the lowest first."""

    LANGUAGE = "language"
    AGE_GROUP = "age group"
    FORMAT = "format"
    PLACE = "place"
    PAYER = "payer"
    PRICE = "price"
    PRESCRIBER = "prescriber"
    GENDER = "gender"
    METHOD = "method"
    NEW_PATIENTS = "new patients"
    SESSIONS = "sessions"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. Codes are the vocabulary's; an empty text and None ask for nothing."""

    state: str
    language: str
    age_group: str
    format: str
    places: tuple[str, ...]
    payer: str
    wanted: int
    """The wanted bits, as in ``start_bits``, from the midnight of the day in UTC on which it is asked."""
    price_minor_max: int | None = None
    needs_prescriber: bool = False
    gender: str = ""
    method: str = ""
    known: Collection[UUID] = ()
    """Providers who need not take new patients, nor have sessions left."""
    full: Collection[UUID] = ()
    """Providers without a session left."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What brings an offering nearer: one of the codes of a facet."""

    facet: str
    code: str
    points: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How many providers lack what, and the nearest of those who lack nothing."""

    counts: Mapping[frozenset[Lack], int]
    """Providers by what their best offering lacks; the empty set is who lacks nothing.

    Whether a time is free is not asked of who lacks two things already.
    """
    nearest: tuple[ListingRow, ...]


_HAS_NONE = "listing.facets & %({name})s = 0"
_LACKS = {
    Lack.LANGUAGE: _HAS_NONE.format(name="language"),
    Lack.AGE_GROUP: _HAS_NONE.format(name="age_group"),
    Lack.FORMAT: _HAS_NONE.format(name="format"),
    Lack.PLACE: _HAS_NONE.format(name="places"),
    Lack.PAYER: _HAS_NONE.format(name="payer"),
    Lack.PRICE: "listing.price_minor > %(price_minor_max)s",
    Lack.PRESCRIBER: "%(needs_prescriber)s AND NOT listing.is_prescriber",
    Lack.GENDER: f"%(gender)s <> 0 AND {_HAS_NONE.format(name='gender')}",
    Lack.METHOD: f"%(method)s <> 0 AND {_HAS_NONE.format(name='method')}",
    Lack.NEW_PATIENTS: "NOT listing.takes_new_patients AND listing.provider_id <> ALL (%(known)s::uuid[])",
    Lack.SESSIONS: ("listing.provider_id = ANY (%(full)s::uuid[]) AND listing.provider_id <> ALL (%(known)s::uuid[])"),
}
"""All but the free times, which cost as much as all the others together."""

_LACKING = " | ".join(f"(({test})::int << {place})" for place, test in enumerate(_LACKS.values()))
_TIME = 1 << len(_LACKS)
# What lies before the notice falls off one end; off the other what lies past the horizon, and past the moment
# from which the provider may not practice in the state.
_FREE = """
    (CASE base_day WHEN %(today)s::date THEN starts ELSE starts << ((%(today)s::date - base_day) * 96) END
        & %(wanted)s::bit(2880)) >> tail << (tail + (%(minutes_up)s + notice_minutes + 14) / 15)
"""
_TAIL = """
    greatest(0, 2880 - least(
        (%(minutes_up)s + listing.horizon_days * 1440 + 14) / 15,
        ceil(extract(epoch FROM listing.states_until[place.number] - %(midnight)s) / 900)::int
    ))
"""
_MEASURE = f"""
WITH told AS (
    SELECT listing.practice_id, listing.id, listing.provider_id, listing.states_until[place.number] AS until,
        {_LACKING} AS told, {{points}} AS points,
        listing.base_day, listing.starts, listing.notice_minutes, {_TAIL} AS tail
    FROM directory_listing AS listing
    CROSS JOIN LATERAL (SELECT array_position(listing.states, %(state)s::varchar) AS number) AS place
    WHERE listing.states @> ARRAY[%(state)s]::varchar(2)[] AND listing.states_until[place.number] > %(now)s
    OFFSET 0
),
here AS MATERIALIZED (
    SELECT practice_id, id, provider_id, until, points,
        -- Who lacks two things already is not looked at for free times: no single change would bring them here.
        told | CASE WHEN told & (told - 1) = 0 AND {_FREE} = %(none)s::bit(2880) THEN {_TIME} ELSE 0 END AS lacking
    FROM told
),
counted AS (
    SELECT lacking, count(*) AS providers FROM (
        SELECT DISTINCT ON (provider_id) lacking FROM here
        ORDER BY provider_id, bit_count(lacking::bit({len(Lack)})), lacking
    ) AS best GROUP BY lacking
),
nearest AS (
    SELECT practice_id, id, until FROM here WHERE lacking = 0 ORDER BY points DESC, provider_id, id LIMIT %(most)s
)
SELECT (SELECT jsonb_object_agg(lacking, providers) FROM counted),
    ARRAY(SELECT practice_id FROM nearest), ARRAY(SELECT id FROM nearest), ARRAY(SELECT until FROM nearest)
"""  # noqa: S608
_THESE = (
    "(listing.practice_id, listing.id) IN (SELECT * FROM unnest(%(practice_ids)s::uuid[], %(listing_ids)s::uuid[]))"
)
NO_LIMIT = 2**31 - 1


def measured(asked: Asked, wishes: Sequence[Wish], *, now: datetime, most: int) -> Measured:
    """Return whom the state has, counted by what each lacks, and up to ``most`` of the nearest, in no order.

    A provider counts once, by the offering that lacks least. Two statements, whatever the number of listings.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MEASURE.format(points=_points(wishes)), _values(asked, now, most))
        row: tuple[str | None, list[UUID], list[UUID], list[datetime]] = cursor.fetchone()
    counts, practice_ids, listing_ids, until = row
    bookable = Bookable(now, wanted=start_bits.ALL)
    ids = {"practice_ids": practice_ids, "listing_ids": listing_ids}
    ends = dict(zip(listing_ids, until, strict=True))
    nearest = rows_where(_THESE, ids, bookable) if listing_ids else []
    return Measured(
        {_lacks(int(lacking)): count for lacking, count in json.loads(counts or "{}").items()},
        tuple(_until(one, ends[one.listing_id]) for one in nearest),
    )


def _values(asked: Asked, now: datetime, most: int) -> dict[str, Any]:
    return {
        "state": asked.state,
        "language": BITS["languages", asked.language],
        "age_group": BITS["age_groups", asked.age_group],
        "format": BITS["formats", asked.format],
        "places": bits_of({"places": asked.places}),
        "payer": BITS["payers", asked.payer],
        "price_minor_max": NO_LIMIT if asked.price_minor_max is None else asked.price_minor_max,
        "needs_prescriber": asked.needs_prescriber,
        "gender": BITS["genders", asked.gender] if asked.gender else 0,
        "method": BITS["modalities", asked.method] if asked.method else 0,
        "known": list(asked.known),
        "full": list(asked.full),
        "wanted": in_hex(asked.wanted),
        "none": in_hex(0),
        "now": now,
        "today": now.date(),
        "midnight": start_bits.midnight(now.date()),
        "minutes_up": minutes_since_midnight(now),
        "most": most,
    }


def _points(wishes: Sequence[Wish]) -> str:
    """Return the sum of the wishes that are met, as SQL: numbers alone."""
    terms = (f"(listing.facets & {BITS[wish.facet, wish.code]} <> 0)::int * {wish.points:.6f}" for wish in wishes)
    return " + ".join(["0.0", *terms])


def _lacks(lacking: int) -> frozenset[Lack]:
    return frozenset(lack for place, lack in enumerate(Lack) if lacking >> place & 1)


def _until(row: ListingRow, end: datetime) -> ListingRow:
    """Return a row without the starts that lie past the day until which it may be booked in the state."""
    last = start_bits.index_of(end, base_day=row.today)
    return row if last >= start_bits.LENGTH else replace(row, free=row.free & start_bits.between(0, last))
