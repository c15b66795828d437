"""A directory full of listings, as practices of many places would publish them; random, the same each time."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg

from attune.bench.scratch import Scratch
from attune.directory.rules import start_bits
from attune.directory.rules.facets import bits_of
from attune.directory.rules.vocabulary import AGE_GROUPS, CONCERNS, GENDERS, LANGUAGES, MODALITIES, PAYERS
from attune.foundation.database.bit_string import bits_as_text
from attune.kernel.identifiers import new_id
from attune.kernel.us_states import US_STATES

PATTERNS = 400
"""How many different calendars there are; listings take turns at them."""

ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
BOOKED_EACH = 60
APPROACH = "I listen first, and then we find out together what helps. " * 6
PROVIDERS_A_PRACTICE = 5

_COLUMNS = (
    "id, practice_id, provider_id, offering_id, practice_name, provider_name, slug, profession, letters, approach, "
    "states, states_until, specialties, modalities, languages, gender, age_groups, payers, is_prescriber, "
    "offering_name, format, places, price_minor, currency, minutes, takes_new_patients, notice_minutes, horizon_days, "
    "facets, zone, base_day, starts, bookable_until, published_at"
)
_COPY = f"COPY drawn ({_COLUMNS.replace(' starts,', ' pattern,')}) FROM STDIN"
_INSERT = (
    f"INSERT INTO directory_listing ({_COLUMNS}) "  # noqa: S608
    f"SELECT {_COLUMNS.replace(' starts,', ' calendar.starts,')} FROM drawn JOIN calendar USING (pattern)"
)


def fill_directory(scratch: Scratch, *, listings: int, today: date) -> list[UUID]:
    """Let the directory hold exactly so many listings, and the planner know; return their offerings' ids."""
    offerings: list[UUID] = []
    with psycopg.connect(scratch.owner_url, autocommit=True) as owner:
        # The owner is behind the wall, too.
        with owner.transaction(), owner.cursor() as cursor:
            cursor.execute("ALTER TABLE directory_listing NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
            cursor.execute("TRUNCATE directory_listing")
            cursor.execute("CREATE TEMP TABLE calendar (pattern int, starts bit(2880)) ON COMMIT DROP")
            cursor.execute(
                "CREATE TEMP TABLE drawn (LIKE directory_listing, pattern int) ON COMMIT DROP; "
                "ALTER TABLE drawn ALTER starts DROP NOT NULL"
            )
            with cursor.copy("COPY calendar FROM STDIN") as copy:
                for number, bits in enumerate(calendars(today)):
                    copy.write_row((number, bits_as_text(bits, length=start_bits.LENGTH)))
            with cursor.copy(_COPY) as copy:
                for row in _rows(listings, today):
                    offerings.append(cast("UUID", row[3]))
                    copy.write_row(row)
            cursor.execute(_INSERT)
            cursor.execute("ALTER TABLE directory_listing ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        owner.execute("VACUUM ANALYZE directory_listing")
    return offerings


def calendars(today: date) -> Iterator[int]:
    """Yield calendars: hours of the working week in a zone, some evenings and Saturdays, less what is booked."""
    chance = random.Random(2_880)  # noqa: S311
    for number in range(PATTERNS):
        zone = ZoneInfo(ZONES[number % len(ZONES)])
        opens, closes = chance.choice([(8, 16), (9, 17), (10, 19), (12, 20), (16, 21)])
        days = {0, 1, 2, 3, 4, 5} if chance.random() < 0.25 else set(chance.sample(range(5), chance.choice([3, 4, 5])))
        bits = 0
        for day in (today + timedelta(days=ahead) for ahead in range(start_bits.DAYS + 1)):
            if day.weekday() in days:
                begins = datetime.combine(day, time(opens), tzinfo=zone).astimezone(UTC)
                first = start_bits.index_of(begins, base_day=today)
                bits |= start_bits.between(first, first + (closes - opens) * 4 - 3)
        free = list(start_bits.starts_in(bits, base_day=today))
        for taken in chance.sample(free, min(BOOKED_EACH, len(free))):
            index = start_bits.index_of(taken, base_day=today)
            bits &= ~start_bits.between(index - 3, index + 4)
        yield bits


def _rows(listings: int, today: date) -> Iterator[tuple[object, ...]]:
    chance = random.Random(listings)  # noqa: S311
    moment = start_bits.midnight(today)
    states = list(US_STATES)[:51]
    practice_id = new_id()
    for number in range(listings):
        if number % PROVIDERS_A_PRACTICE == 0:
            practice_id = new_id()
        provider_id, pattern = new_id(), chance.randrange(PATTERNS)
        licensed = sorted(chance.sample(states, chance.choice([1, 1, 2, 3])))
        until = [moment + timedelta(days=chance.randrange(40, 700)) for _ in licensed]
        facets = _facets(chance)
        yield (
            *(new_id(), practice_id, provider_id, new_id(), "Measured Practice"),
            *(f"Provider {number}", f"provider-{number}", "psychologist", "PhD", APPROACH, licensed, until),
            *(facets[name] for name in ("specialties", "modalities", "languages")),
            "".join(facets["genders"]),
            *(facets["age_groups"], facets["payers"], chance.random() < 0.1, "Individual session", "individual"),
            *(facets["places"], chance.randrange(80, 260) * 100, "USD", 50, chance.random() < 0.9),
            *(chance.choice([0, 240, 1_440]), 30, bits_of(facets), ZONES[pattern % len(ZONES)]),
            *(today, pattern, max(until), moment),
        )


def _facets(chance: random.Random) -> dict[str, list[str]]:
    def some(codes: Mapping[str, str], *how_many: int, always: str = "") -> list[str]:
        drawn = chance.sample([code for code in codes if code != always], chance.choice(how_many))
        return [always, *drawn] if always else drawn

    return {
        "specialties": some(CONCERNS, 2, 3, 4, 5),
        "modalities": some(MODALITIES, 1, 2, 3),
        "languages": some(LANGUAGES, 0, 0, 0, 1, always="en"),
        "genders": some(GENDERS, 0, 1, 1, 1),
        "age_groups": some(AGE_GROUPS, 0, 1, 2, always="adult"),
        "places": chance.choice([["video"], ["video", "phone"], ["video", "in_person"]]),
        "formats": ["individual"],
        "payers": some(PAYERS, 0, 1, 2, always="self_pay"),
    }
