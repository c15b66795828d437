"""Goal 8 and R35: recommending from ten thousand listings, and the page that shows it."""

from collections.abc import Iterator
from datetime import date, datetime
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection

from attune.bench.listings import fill_directory
from attune.bench.people import measured_member
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.bench.serving import FLOOR, headers_of, servers, session_of
from attune.directory.queries.conditions import FREE, in_hex, minutes_since_midnight
from attune.directory.rules import start_bits
from attune.directory.rules.facets import BITS
from attune.directory.rules.windows import window_masks
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.matching.queries.recommend import recommend
from attune.matching.rules.need import Need
from attune.matching.rules.windows import wanted_bits
from attune.patients.actions.answer import answer
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Given, Paying, Times, Where, Who
from attune.workflows.recommend import recommend_to, recommending

MANY, MOST = 10_000, 100_000
GOAL, GROWTH, PAGE_GOAL = 2.0, 12.0, 2.0
COLD_LIMIT_MS = 2000.0
ROUNDS, PAGE_ROUNDS, REQUESTS_A_ROUND = 40, 20, 40
ZONE = "America/New_York"
WINDOWS = ("weekday_evening", "weekend")
NEED = Need(
    patient_id="",
    state="NY",
    concerns=("anxiety", "sleep"),
    language="en",
    age_group="adult",
    places=("video",),
    payer="self_pay",
    windows=WINDOWS,
    budget_minor=18_000,
    preferred_gender="woman",
)

# The same question in one bare statement: who meets everything, the twenty that fit best.
_LIMIT = f"""
SELECT listing.provider_id, listing.offering_id, listing.provider_name, listing.price_minor, listing.starts
FROM directory_listing AS listing {FREE}
WHERE listing.states @> ARRAY['NY']::varchar(2)[]
    AND listing.states_until[array_position(listing.states, 'NY'::varchar)] > %(now)s
    AND listing.facets & %(needed)s = %(needed)s AND listing.price_minor <= 18000
    AND listing.takes_new_patients AND free.bits <> %(none)s::bit(2880)
ORDER BY (listing.facets & %(anxiety)s <> 0)::int * 0.333 + (listing.facets & %(sleep)s <> 0)::int * 0.167
    + (listing.facets & %(woman)s <> 0)::int * 0.5 DESC, listing.provider_id
LIMIT 20
"""  # noqa: S608
_NEEDED = (("languages", "en"), ("age_groups", "adult"), ("formats", "individual"), ("places", "video"))


@benchmark("matching")
def measure_matching(scratch: Scratch) -> Iterator[Measured]:
    """Yield matching against bare SQL, a hundred thousand against ten, the first answer ever, and the page."""
    moment = now()
    fill_directory(scratch, listings=MANY, today=moment.date())
    yield at_most("matching.cold_ms", _cold_seconds() * 1000, limit=COLD_LIMIT_MS)
    taken = interleaved({"sql": lambda: _bare(moment), "matching": lambda: _matched(moment)}, rounds=ROUNDS, repeats=5)
    yield at_most("matching.recommend_ms", taken["matching"] * 1000, limit=taken["sql"] * 1000, goal=GOAL)
    yield from _page(scratch)
    fill_directory(scratch, listings=MOST, today=moment.date())
    grown = interleaved({"matching": lambda: _matched(moment)}, rounds=ROUNDS // 2)
    yield at_most("matching.grown_ms", grown["matching"] * 1000, limit=taken["matching"] * 1000, goal=GROWTH)


def _matched(moment: datetime) -> None:
    assert recommend(NEED, now=moment, zone=ZONE).best


def _bare(moment: datetime) -> None:
    values: dict[str, Any] = {
        "now": moment,
        "today": moment.date(),
        "minutes_up": minutes_since_midnight(moment),
        "wanted": in_hex(wanted_bits(WINDOWS, moment.date(), ZONE)),
        "all": in_hex(start_bits.ALL),
        "none": in_hex(0),
        "needed": sum(BITS[one] for one in (*_NEEDED, ("payers", "self_pay"))),
        "anxiety": BITS["specialties", "anxiety"],
        "sleep": BITS["specialties", "sleep"],
        "woman": BITS["genders", "woman"],
    }
    with connection.cursor() as cursor:
        cursor.execute(_LIMIT, values)
        assert cursor.fetchall()


def _cold_seconds() -> float:
    """Return how long a person's first recommendation takes, on a connection and with masks of nobody's yet."""
    person_id = new_id()
    _answer(person_id)
    connection.close()
    window_masks.cache_clear()
    wanted_bits.cache_clear()

    started = perf_counter()
    with recommending(person_id):
        recommend_to(_seeker(person_id))
    return perf_counter() - started


def _page(scratch: Scratch) -> Iterator[Measured]:
    """Yield the page of somebody signed in against the floor that every signed-in page stands on."""
    member = measured_member()
    _answer(member.person_id)
    signed_in = headers_of(session_of(member.person_id))
    with servers(scratch) as started:
        sides = {"floor": started.page(FLOOR, signed_in).get, "page": started.page("/start/matches", signed_in).get}
        taken = interleaved(sides, rounds=PAGE_ROUNDS, repeats=REQUESTS_A_ROUND)
    yield at_most("matching.page_ms", taken["page"] * 1000, limit=taken["floor"] * 1000, goal=PAGE_GOAL)


def _answer(person_id: UUID) -> None:
    told: tuple[Given, ...] = (
        Concerns(NEED.concerns),
        Who(CareFor.SELF, date(1990, 5, 4)),
        Where(NEED.state, ZONE),
        Times(NEED.places, WINDOWS),
        Paying(NEED.payer, NEED.budget_minor),
    )
    with scope(person_id=person_id, plane=Plane.SELF):
        for given in told:
            answer(_seeker(person_id), given)


def _seeker(person_id: UUID) -> Actor:
    return Actor(person_id, None, frozenset({Role.PATIENT}))
