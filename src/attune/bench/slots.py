"""Goal 4 of availability: all slots of a provider, keeping them up to date, and the same question asked on the fly."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from django.db import connection

from attune.bench.directory import free_evening
from attune.bench.listings import fill_directory
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_least, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.directory.actions.publish_starts import publish_starts
from attune.directory.queries.free_times import next_free
from attune.directory.rules import start_bits
from attune.foundation.authorization import system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability, WeeklyHours
from attune.scheduling.rules.slots import SlotShape
from attune.scheduling.rules.start_bitmap import start_bits as computed

LISTINGS = 10_000
BOOKED = 60
ALL_SLOTS_LIMIT_MS = 0.25
RECOMPUTED_LIMIT_MS = 0.025
DOUBLED_GOAL = 1.1
ON_THE_FLY_GOAL = 60.0
ROUNDS, ON_THE_FLY_ROUNDS = 40, 5
ZONE = "America/New_York"
HOURS = Availability(
    ZoneInfo(ZONE),
    tuple(
        WeeklyHours(day, opens, closes)
        for day in range(1, 6)
        for opens, closes in ((time(9), time(12)), (time(13), time(18)))
    ),
)
SHAPE = SlotShape(duration=timedelta(minutes=50), step=timedelta(minutes=30))

# The same providers as rows: hours on the wall clock of their zone, and sixty sessions each.
_TABLES = f"""
CREATE TEMP TABLE offered AS SELECT offering_id AS id, states, specialties, zone FROM directory_listing;
CREATE TEMP TABLE hours AS
    SELECT id, weekday, time '12:00' + make_interval(hours => (hashtext(id::text) % 3)) AS opens, time '20:00' AS closes
    FROM offered, generate_series(1, 5) AS weekday;
CREATE TEMP TABLE booked AS
    SELECT id, tstzrange(at, at + interval '50 minutes') AS during
    FROM (SELECT id, date_trunc('hour', now()) + make_interval(hours => (random() * 720)::int) AS at
          FROM offered, generate_series(1, {BOOKED})) AS drawn;
CREATE INDEX ON offered USING gin (specialties);
CREATE INDEX ON hours (id);
CREATE INDEX ON booked (id);
ANALYZE offered; ANALYZE hours; ANALYZE booked;
"""  # noqa: S608
_ON_THE_FLY = """
SELECT offered.id FROM offered
CROSS JOIN LATERAL (
    SELECT range_agg(
        tstzrange((day + opens) AT TIME ZONE zone, (day + closes) AT TIME ZONE zone)
        * tstzrange((day + time '17:00') AT TIME ZONE %(zone)s, (day + time '22:00') AT TIME ZONE %(zone)s)
    ) AS evenings
    FROM hours, generate_series(%(today)s::date, %(today)s::date + 6, interval '1 day') AS day
    WHERE hours.id = offered.id AND extract(isodow FROM day) = weekday
) AS opened
WHERE states @> ARRAY['NY']::varchar(2)[] AND specialties @> ARRAY['anxiety']::varchar(20)[]
  AND EXISTS (
    SELECT 1 FROM unnest(evenings - coalesce((SELECT range_agg(during) FROM booked WHERE booked.id = offered.id), '{}'))
        AS free
    WHERE upper(free) - lower(free) >= interval '50 minutes'
  )
"""


@benchmark("slots")
def measure_slots(scratch: Scratch) -> Iterator[Measured]:
    """Yield A of the availability goals, doubled bookings, the upkeep of a calendar, and SQL on the fly."""
    moment = now()
    offerings = fill_directory(scratch, listings=LISTINGS, today=moment.date())
    few, many = offerings[:2]
    _publish(few, moment, sessions(moment, BOOKED))
    _publish(many, moment, sessions(moment, 2 * BOOKED))
    booked = sessions(moment, BOOKED)
    taken = interleaved(
        {
            "one": _all_slots(few, moment),
            "doubled": _all_slots(many, moment),
            "recomputed": lambda: _computed(moment.date(), booked),
        },
        rounds=ROUNDS,
        repeats=20,
    )
    yield at_most("slots.all_of_one_ms", taken["one"] * 1000, limit=ALL_SLOTS_LIMIT_MS)
    yield at_most("slots.doubled_bookings_ms", taken["doubled"] * 1000, limit=taken["one"] * 1000, goal=DOUBLED_GOAL)
    yield at_most("slots.recomputed_ms", taken["recomputed"] * 1000, limit=RECOMPUTED_LIMIT_MS)
    with psycopg.connect(scratch.owner_url) as owner:
        asked = interleaved(
            {"published": free_evening(moment), "on_the_fly": _on_the_fly(owner, moment.date())},
            rounds=ON_THE_FLY_ROUNDS,
        )
    yield at_least(
        "slots.on_the_fly_ms",
        asked["on_the_fly"] * 1000,
        limit=asked["published"] * 1000,
        goal=ON_THE_FLY_GOAL,
    )


def sessions(moment: datetime, count: int) -> list[Interval]:
    """Return so many sessions in the thirty days from a moment; the same each time."""
    chance = random.Random(count)  # noqa: S311
    begins = start_bits.midnight(moment.date())
    found = []
    for _ in range(count):
        start = begins + chance.randrange(start_bits.LENGTH) * start_bits.STEP
        found.append(Interval(start, start + SHAPE.duration))
    return found


def _computed(today: date, booked: list[Interval]) -> int:
    return computed(HOURS, offering_id=None, base_day=today, taken=booked, shape=SHAPE)


def _publish(offering_id: UUID, moment: datetime, booked: list[Interval]) -> None:
    """Let a listing hold the calendar of somebody with these sessions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT practice_id, provider_id FROM directory_listing WHERE offering_id = %s", [offering_id])
        practice_id, provider_id = cursor.fetchone()
    bits = _computed(moment.date(), booked)
    with scope(practice_id):
        publish_starts(system_actor(practice_id), provider_id, moment.date(), {offering_id: bits})


def _all_slots(offering_id: UUID, moment: datetime) -> Callable[[], object]:
    """Return the question for every free start of an offering in thirty days."""

    def ask() -> object:
        found = next_free([offering_id], after=moment, count=start_bits.LENGTH)[offering_id]
        assert found
        return found

    return ask


def _on_the_fly(owner: "psycopg.Connection[tuple[object, ...]]", today: date) -> Callable[[], object]:
    """Return the same question asked of rules and sessions, with multiranges and no published calendar."""
    with owner.transaction(), owner.cursor() as cursor:
        # The owner is behind the wall, too; a listing may be read by everybody.
        cursor.execute(_TABLES)
    return lambda: owner.execute(_ON_THE_FLY, {"today": today, "zone": ZONE}).fetchall()
