"""Goals 4 and 8 of the directory: the next free times of many, who is free when, and the search page."""

import math
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.urls import NoReverseMatch, reverse

from attune.bench.listings import fill_directory
from attune.bench.people import measured_member
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.bench.serving import FLOOR, headers_of, servers, session_of
from attune.directory.queries.conditions import FREE, Conditions
from attune.directory.queries.free_times import next_free
from attune.directory.rules import start_bits
from attune.directory.rules.windows import windows_mask
from attune.foundation.clock import now

NEXT_FREE_LIMIT_MS = 2.0
FREE_EVENING_LIMITS_MS = {10_000: 0.5, 100_000: 4.0}
SIZES = (1_000, 10_000, 100_000)
PAGES_AT = 10_000
GROWTH_GOAL = 0.85
PAGE_GOAL = 2.0
CANDIDATES = 200
ZONE = "America/New_York"
ROUNDS = 40
PAGE_ROUNDS = 25
_LISTINGS = f"SELECT listing.id FROM directory_listing AS listing {FREE}"  # noqa: S608
SEARCHES = {
    "search": "?state=NY&for=anxiety&for=sleep&when=weekday_evening",
    "search_in_state": "?state=NY",
    "search_everywhere": "",
}


@benchmark("directory")
def measure_directory(scratch: Scratch) -> Iterator[Measured]:
    """Yield B and C of the availability goals at each size with C's growth, and search pages against the floor."""
    evening: dict[int, float] = {}
    for size in SIZES:
        moment = now()
        offerings = fill_directory(scratch, listings=size, today=moment.date())
        sides: dict[str, Callable[[], object]] = {"evening": free_evening(moment)}
        if size == PAGES_AT:
            sides["next_free"] = _next_free(offerings, moment)
        taken = interleaved(sides, rounds=ROUNDS, repeats=5)
        evening[size] = taken["evening"] * 1000
        if size in FREE_EVENING_LIMITS_MS:
            limit = FREE_EVENING_LIMITS_MS[size]
            yield at_most(f"directory.free_evening_of_{size // 1000}k_ms", evening[size], limit=limit)
        if size == PAGES_AT:
            yield at_most("directory.next_free_of_200_ms", taken["next_free"] * 1000, limit=NEXT_FREE_LIMIT_MS)
            yield from _pages(scratch)
    growth = math.log(evening[SIZES[-1]] / evening[SIZES[0]]) / math.log(SIZES[-1] / SIZES[0])
    yield at_most("directory.free_evening_growth", growth, limit=1.0, goal=GROWTH_GOAL)


def _next_free(offerings: list[UUID], moment: datetime) -> Callable[[], object]:
    chosen = random.Random(CANDIDATES).sample(offerings, CANDIDATES)  # noqa: S311
    return lambda: next_free(chosen, after=moment)


def free_evening(moment: datetime) -> Callable[[], object]:
    """Return the question who in a state, with a specialty, has a free evening within seven days."""
    day = moment.date()
    week = start_bits.index_of(moment, base_day=day)
    wanted = windows_mask(["weekday_evening"], zone=ZONE, base_day=day)
    wanted &= start_bits.between(week, week + 7 * start_bits.STARTS_A_DAY)

    def ask() -> object:
        conditions = Conditions.bookable(moment, state="NY", wanted=wanted)
        conditions.add("listing.specialties @> ARRAY[%(specialty)s]::varchar(20)[]", specialty="anxiety")
        with connection.cursor() as cursor:
            cursor.execute(f"{_LISTINGS} WHERE {conditions}", conditions.values)
            return cursor.fetchall()

    return ask


def _pages(scratch: Scratch) -> Iterator[Measured]:
    """Yield the search page with facets and counts against the floor, where the edition has a directory."""
    try:
        address = reverse("public_therapists")
    except NoReverseMatch:
        return
    with servers(scratch) as started:
        pages = {name: started.page(f"{address}{question}", headers_of()).get for name, question in SEARCHES.items()}
        signed_in = headers_of(session_of(measured_member().person_id))
        sides = {"floor": started.page(FLOOR, signed_in).get, **pages}
        taken = interleaved(sides, rounds=PAGE_ROUNDS, repeats=10)
    for name in pages:
        yield at_most(f"directory.{name}_ms", taken[name] * 1000, limit=taken["floor"] * 1000, goal=PAGE_GOAL)
