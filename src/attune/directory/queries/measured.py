"""Everybody listed in a state, measured against what somebody asks for, in one statement.

Matching asks who is left out and by what, and sees whole rows only of those who come nearest to the wishes.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from attune.directory.rules import start_bits
from attune.foundation.database.bit_string import bits_as_text


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
    times: int
    """The wanted bits, as in ``start_bits``, from the day in UTC on which it is asked."""
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
    """What brings an offering nearer: a code among its specialties, modalities or languages, or its gender."""

    column: str
    code: str
    points: float


@dataclass(frozen=True, slots=True)
class MeasuredListing:
    """An offering that lacks nothing. ``starts`` counts from ``base_day``, which is today, in UTC, and is cut to
    what may be booked now.
    """

    listing_id: UUID
    practice_id: UUID
    provider_id: UUID
    offering_id: UUID
    practice_name: str
    provider_name: str
    slug: str
    profession: str
    letters: str
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
    base_day: date
    starts: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How many providers lack what, and the nearest of those who lack nothing."""

    counts: Mapping[frozenset[Lack], int]
    """Providers by what their best offering lacks; the empty set is who lacks nothing."""
    nearest: tuple[MeasuredListing, ...]


COLUMNS = tuple(field.name.removeprefix("listing_") for field in fields(MeasuredListing))
ARRAYS = frozenset({"specialties", "modalities", "languages", "age_groups", "payers", "places"})
WISHED_IN_LISTS = frozenset({"specialties", "modalities", "languages"})

# Bits are shifted to begin at today's midnight, then cut: what lies before the notice, and what lies past the
# horizon or the day until which the provider may be booked in the state, falls off the ends.
_MOVED = f"(starts << ((%(today)s::date - base_day) * {start_bits.STARTS_A_DAY}))"
_FREE = f"bit_count(({_MOVED} & %(times)s::bit({start_bits.LENGTH})) >> tail << (tail + first))"
_LACKS = {
    Lack.LANGUAGE: "NOT languages @> ARRAY[%(language)s]::varchar[]",
    Lack.AGE_GROUP: "NOT age_groups @> ARRAY[%(age_group)s]::varchar[]",
    Lack.FORMAT: "format <> %(format)s",
    Lack.PLACE: "NOT places && %(places)s::varchar[]",
    Lack.PAYER: "NOT payers @> ARRAY[%(payer)s]::varchar[]",
    Lack.PRICE: "price_minor > %(price_minor_max)s",
    Lack.PRESCRIBER: "%(needs_prescriber)s AND NOT is_prescriber",
    Lack.GENDER: "%(gender)s <> '' AND gender <> %(gender)s",
    Lack.METHOD: "%(method)s <> '' AND NOT modalities @> ARRAY[%(method)s]::varchar[]",
    Lack.NEW_PATIENTS: "NOT takes_new_patients AND NOT provider_id = ANY(%(known)s::uuid[])",
    Lack.SESSIONS: "provider_id = ANY(%(full)s::uuid[]) AND NOT provider_id = ANY(%(known)s::uuid[])",
    Lack.TIME: f"{_FREE} = 0",
}
_LACKING = " | ".join(f"(({test})::int << {place})" for place, test in enumerate(_LACKS.values()))
_MEASURE = """
WITH here AS MATERIALIZED (
    SELECT practice_id, id, provider_id, {lacking} AS lacking, {points} AS points
    FROM directory_listing,
        LATERAL (SELECT states_until[array_position(states, %(state)s)] AS until) AS place,
        LATERAL (
            SELECT greatest(ceil((%(minutes)s + notice_minutes) / {step}.0)::int, 0) AS first,
                greatest({length} - ceil(least(
                    %(minutes)s + horizon_days * 1440,
                    extract(epoch FROM until - %(midnight)s) / 60
                ) / {step})::int, 0) AS tail
        ) AS bounds
    WHERE states @> ARRAY[%(state)s]::varchar[] AND until > %(now)s
),
best AS (
    SELECT DISTINCT ON (provider_id) lacking FROM here
    ORDER BY provider_id, bit_count(lacking::bit({lacks})), lacking
),
counted AS (
    SELECT jsonb_object_agg(lacking, providers) AS counts
    FROM (SELECT lacking, count(*) AS providers FROM best GROUP BY lacking) AS grouped
),
nearest AS (
    SELECT practice_id, id FROM here WHERE lacking = 0 ORDER BY points DESC, provider_id, id LIMIT %(most)s
)
SELECT counts, {columns}, notice_minutes, horizon_days, states_until[array_position(states, %(state)s)]
FROM counted LEFT JOIN (nearest JOIN directory_listing USING (practice_id, id)) ON true
"""
NO_LIMIT = 2**31 - 1


def measured(asked: Asked, wishes: Sequence[Wish], *, now: datetime, most: int) -> Measured:
    """Return whom the state has, counted by what each lacks, and up to ``most`` of the nearest, in no order.

    A provider counts once, by the offering that lacks least. One statement, whatever the number of listings.
    """
    today = now.date()
    midnight = start_bits.midnight(today)
    points, codes = _points(wishes)
    sql = _MEASURE.format(
        columns=", ".join(COLUMNS),
        lacking=_LACKING,
        points=points,
        step=start_bits.STEP // timedelta(minutes=1),
        length=start_bits.LENGTH,
        lacks=len(Lack),
    )
    values: dict[str, Any] = {
        **codes,
        "state": asked.state,
        "language": asked.language,
        "age_group": asked.age_group,
        "format": asked.format,
        "places": list(asked.places),
        "payer": asked.payer,
        "price_minor_max": NO_LIMIT if asked.price_minor_max is None else asked.price_minor_max,
        "needs_prescriber": asked.needs_prescriber,
        "gender": asked.gender,
        "method": asked.method,
        "known": list(asked.known),
        "full": list(asked.full),
        "times": bits_as_text(asked.times, length=start_bits.LENGTH),
        "now": now,
        "today": today,
        "midnight": midnight,
        "minutes": (now - midnight) / timedelta(minutes=1),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    counts = json.loads(rows[0][0] or "{}")
    return Measured(
        {_lacks(int(lacking)): count for lacking, count in counts.items()},
        tuple(_listing(row[1:], now=now) for row in rows if row[1] is not None),
    )


def _points(wishes: Sequence[Wish]) -> tuple[str, dict[str, str]]:
    """Return the sum of the wishes that are met, as SQL, and the codes it names."""
    terms, codes = ["0.0"], {}
    for place, wish in enumerate(wishes):
        assert wish.column in WISHED_IN_LISTS or wish.column == "gender"
        codes[f"wish_{place}"] = wish.code
        met = f"{wish.column} @> ARRAY[%(wish_{place})s]::varchar[]"
        if wish.column == "gender":
            met = f"gender = %(wish_{place})s"
        terms.append(f"({met})::int * {wish.points:.6f}")
    return " + ".join(terms), codes


def _lacks(lacking: int) -> frozenset[Lack]:
    return frozenset(lack for place, lack in enumerate(Lack) if lacking >> place & 1)


def _listing(row: tuple[Any, ...], *, now: datetime) -> MeasuredListing:
    *told, notice_minutes, horizon_days, until = row
    values = dict(zip((field.name for field in fields(MeasuredListing)), told, strict=True))
    for name in ARRAYS:
        values[name] = tuple(values[name])
    today = now.date()
    first = start_bits.index_of(now + timedelta(minutes=notice_minutes), base_day=today)
    end = start_bits.index_of(min(now + timedelta(days=horizon_days), until), base_day=today)
    moved = start_bits.moved_on(int(values["starts"], 2), base_day=values["base_day"], to_day=today)
    values["base_day"], values["starts"] = today, moved & start_bits.between(first, end)
    return MeasuredListing(**values)
