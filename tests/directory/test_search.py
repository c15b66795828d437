"""Searching: each facet filters rightly, its counts are right, and only who can be booked is found."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.directory.queries.free_times import next_free
from attune.directory.queries.search import search, total
from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable
from attune.directory.rules.facets import BITS, FACETS, bits_of, count
from attune.directory.rules.request import Search
from attune.directory.rules.windows import window_masks
from attune.kernel.identifiers import new_id
from tests.directory.listings import offering, provider, publish

NEW_YORK = "America/New_York"
NOW = datetime(2027, 3, 8, 14, 7, tzinfo=UTC)
TODAY = NOW.date()
ANYBODY = Search(NEW_YORK)


def at(days: int, hour: int, minute: int = 0) -> int:
    """Return the bit of one start, so many days from today at a time in UTC."""
    first = days * 96 + hour * 4 + minute // 15
    return start_bits.between(first, first + 1)


def names(asked: Search, now: datetime = NOW) -> list[str]:
    return [found.first.provider_name for found in search(asked, now=now).found]


def listed(name: str, *offerings, **changes):
    return publish(provider(*offerings, today=TODAY, provider_name=name, slug=name.lower(), **changes))


@pytest.fixture
def three(committed_database):
    """Ada sooner than Ben; Cleo, a group by phone in two states, later."""
    listed("Ada", offering(starts=at(1, 15)), specialties=("anxiety", "grief"), languages=("en", "es"))
    listed("Ben", offering(starts=at(2, 15)), modalities=("emdr",), gender="man", payers=("self_pay", "aetna"))
    listed(
        "Cleo",
        offering(starts=at(3, 1), format="group", places=("phone",), price_minor=4_000),
        bookable_until={"NY": NOW + timedelta(days=9), "NJ": NOW + timedelta(hours=1)},
        age_groups=("teen",),
        approach="Trees, 100% of them.",
        gender="",
    )


def test_whoever_is_free_soonest_comes_first(three):
    assert names(ANYBODY) == ["Ada", "Ben", "Cleo"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "NY"}, ["Ada", "Ben", "Cleo"]),
        ({"state": "NJ"}, ["Cleo"]),
        ({"state": "CA"}, []),
        ({"text": "cle"}, ["Cleo"]),
        ({"text": "lantern ada"}, ["Ada"]),
        ({"text": "100%"}, ["Cleo"]),
        ({"text": "1_0"}, []),
        ({"price_minor_max": 4_000}, ["Cleo"]),
        ({"price_minor_max": 3_999}, []),
        ({"free_within_days": 2}, ["Ada"]),
        ({"chosen": {"specialties": ("grief",)}}, ["Ada"]),
        ({"chosen": {"specialties": ("grief", "sleep")}}, ["Ada", "Ben", "Cleo"]),
        ({"chosen": {"modalities": ("emdr",)}}, ["Ben"]),
        ({"chosen": {"languages": ("es",)}}, ["Ada"]),
        ({"chosen": {"genders": ("man",)}}, ["Ben"]),
        ({"chosen": {"age_groups": ("teen",)}}, ["Cleo"]),
        ({"chosen": {"places": ("phone",)}}, ["Cleo"]),
        ({"chosen": {"formats": ("group",)}}, ["Cleo"]),
        ({"chosen": {"payers": ("aetna",)}}, ["Ben"]),
        ({"chosen": {"windows": ("weekday_evening",)}}, ["Cleo"]),
        ({"chosen": {"windows": ("weekday_morning",)}}, ["Ada", "Ben"]),
        ({"chosen": {"languages": ("es",), "genders": ("man",)}}, []),
    ],
)
def test_each_choice_filters(three, asked, expected):
    wanted = replace(ANYBODY, **asked)

    assert names(wanted) == expected
    assert total(wanted, now=NOW) == len(expected)


def test_a_choice_counts_who_would_be_left_with_all_other_facets_as_they_are(three):
    counted = search(replace(ANYBODY, chosen={"genders": ("man",)}), now=NOW).counted

    assert {code: counted.count("genders", code) for code in FACETS["genders"]} == {
        "woman": 1,
        "man": 1,
        "nonbinary": 0,
    }
    assert (counted.count("payers", "self_pay"), counted.count("payers", "aetna")) == (1, 1)
    assert (counted.count("specialties", "sleep"), counted.count("languages", "es")) == (1, 0)
    assert (counted.count("windows", "weekday_morning"), counted.count("windows", "weekday_evening")) == (1, 0)


def test_a_licence_that_lapses_takes_its_state_off_at_that_instant(three):
    lapses = NOW + timedelta(hours=1)
    new_jersey = replace(ANYBODY, state="NJ")

    assert names(new_jersey, lapses - timedelta(seconds=1)) == ["Cleo"]
    assert names(new_jersey, lapses) == []
    assert search(ANYBODY, now=lapses).found[2].first.states == ("NY",)


def test_when_the_last_licence_lapses_nothing_is_found(committed_database):
    lapses = NOW + timedelta(days=1)
    session = offering()
    listed("Ada", session, bookable_until={"NY": lapses})

    found_before, found_after = names(ANYBODY, lapses - timedelta(seconds=1)), names(ANYBODY, lapses)

    assert (found_before, found_after) == (["Ada"], [])
    assert next_free([session.offering_id], after=lapses) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"takes_new_patients": False},
        {"starts": 0},
        {"starts": at(0, 14)},
        {"starts": at(0, 15), "notice_minutes": 60},
        {"starts": at(2, 14, 15), "horizon_days": 2},
    ],
)
def test_who_has_nothing_to_book_is_not_found(committed_database, changes):
    listed("Ada", offering(**changes))
    listed("Ben", offering(starts=at(2, 14)))

    assert names(ANYBODY) == ["Ben"]


def test_the_same_listing_is_read_right_on_a_later_day(committed_database):
    session = offering(starts=at(0, 20) | at(2, 3))
    listed("Ada", session)

    later = NOW + timedelta(days=1)

    free = datetime(2027, 3, 10, 3, tzinfo=UTC)
    assert search(ANYBODY, now=later).found[0].first.next_free() == (free,)
    assert next_free([session.offering_id, new_id()], after=later) == {session.offering_id: (free,)}
    assert names(ANYBODY, later + timedelta(days=1)) == []


def test_a_provider_with_two_offerings_is_one_card_and_counts_once(committed_database):
    listed("Ada", offering(starts=at(2, 15)), offering(starts=at(1, 15), price_minor=9_000, format="group"))

    page = search(ANYBODY, now=NOW)

    assert (page.total, page.found[0].price_minor_min) == (1, 9_000)
    assert [row.format for row in page.found[0].offerings] == ["group", "individual"]
    assert [page.counted.count("formats", code) for code in ("individual", "group")] == [1, 1]
    assert page.counted.count("languages", "en") == 1


def test_both_offerings_must_not_meet_a_search_half_each(committed_database):
    listed("Ada", offering(format="group", places=("phone",)), offering())

    assert names(replace(ANYBODY, chosen={"formats": ("group",), "places": ("video",)})) == []


def test_every_provider_is_on_exactly_one_page_and_a_page_too_far_is_the_last(committed_database):
    practice_id = new_id()
    for number in range(14):
        publish(provider(today=TODAY, provider_name=f"P{number}"), practice_id=practice_id)

    first, second, beyond = (search(replace(ANYBODY, page=number), now=NOW) for number in (1, 2, 9))

    shown = [found.provider_id for page in (first, second) for found in page.found]
    assert (len(shown), len(set(shown)), first.pages, beyond.number) == (14, 14, 2, 2)
    assert search(ANYBODY, now=NOW).found == first.found


def test_a_search_asks_two_queries_however_many_are_found(three, django_assert_num_queries):
    with django_assert_num_queries(2):
        search(ANYBODY, now=NOW)
    with django_assert_num_queries(2):
        search(replace(ANYBODY, text="ada"), now=NOW)


def test_sql_and_python_agree_on_what_may_be_booked(committed_database):
    chance = random.Random(7)
    sessions = {}
    for number in range(40):
        starts = sum({at(chance.randrange(30), chance.randrange(24)) for _ in range(chance.randrange(3))})
        one = offering(
            starts=starts, notice_minutes=chance.choice([0, 7, 240, 2_000]), horizon_days=chance.choice([1, 7, 30, 90])
        )
        base_day = TODAY - timedelta(days=chance.randrange(3))
        publish(provider(one, today=base_day, provider_name=f"P{number}"))
        sessions[one.offering_id] = (one, base_day)

    pages = [search(replace(ANYBODY, page=number), now=NOW) for number in (1, 2, 3, 4)]
    found = {row.offering_id: row.free for page in pages for one in page.found for row in one.offerings}

    bookable = Bookable(NOW)
    expected = {
        key: bits
        for key, (one, base_day) in sessions.items()
        if (
            bits := bookable.bits(
                one.starts, base_day=base_day, notice_minutes=one.notice_minutes, horizon_days=one.horizon_days
            )
        )
    }
    assert 5 < len(expected) < 40
    assert found == expected


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, sum(BITS.values()))), max_size=30),
    st.dictionaries(st.sampled_from(sorted(FACETS)), st.integers(0, 2), max_size=4),
)
def test_counts_equal_counting_one_by_one(rows, picked):
    chosen = {facet: (list(FACETS[facet])[which],) for facet, which in picked.items()}

    counted = count(rows, chosen=chosen)

    def meets(bits: int, facets: Mapping[str, tuple[str, ...]]) -> bool:
        return all(bits & bits_of({facet: codes}) for facet, codes in facets.items())

    assert counted.matching == {one for one, bits in rows if meets(bits, chosen)}
    for facet, code in BITS:
        alone = chosen | {facet: (code,)}
        assert counted.count(facet, code) == len({one for one, bits in rows if meets(bits, alone)})


def test_windows_follow_the_viewers_clock_through_the_change_of_hours():
    masks = window_masks(NEW_YORK, TODAY)

    for code, mask in masks.items():
        for start in start_bits.starts_in(mask, base_day=TODAY):
            local = start.astimezone(ZoneInfo(NEW_YORK))
            part = "morning" if local.hour < 12 else "afternoon" if local.hour < 17 else "evening"
            assert code == ("weekend" if local.weekday() > 4 else f"weekday_{part}")
    assert sum(masks.values()) == start_bits.ALL
