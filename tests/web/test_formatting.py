"""Dates, times, zones, money and names as people read them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.web.components import formatting

DENVER = ZoneInfo("America/Denver")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
NOW = datetime(2027, 3, 16, 16, 52, tzinfo=UTC)  # Tuesday, 10:52 AM in Denver


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as the product's money has it."""

    minor: int
    currency: str = "USD"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2027, 3, 16, 17, 0, tzinfo=UTC), "Today, 11:00 AM"),
        (datetime(2027, 3, 17, 23, 30, tzinfo=UTC), "Tomorrow, 5:30 PM"),
        (datetime(2027, 3, 15, 23, 12, tzinfo=UTC), "Yesterday, 5:12 PM"),
        (datetime(2027, 3, 18, 23, 30, tzinfo=UTC), "Thu, March 18, 5:30 PM"),
        (datetime(2026, 12, 31, 19, 0, tzinfo=UTC), "Thu, December 31, 2026, 12:00 PM"),
        (datetime(2027, 3, 17, 5, 59, tzinfo=UTC), "Today, 11:59 PM"),
        (datetime(2027, 3, 17, 6, 0, tzinfo=UTC), "Tomorrow, 12:00 AM"),
    ],
)
def test_an_instant_is_written_in_the_viewers_zone(at: datetime, words: str) -> None:
    written = formatting.when(at, now=NOW, zone=DENVER)

    assert written == words


def test_the_same_instant_falls_on_another_day_elsewhere() -> None:
    at = datetime(2027, 3, 17, 6, 30, tzinfo=UTC)

    assert formatting.when(at, now=NOW, zone=DENVER) == "Tomorrow, 12:30 AM"
    assert formatting.when(at, now=NOW, zone=LOS_ANGELES) == "Today, 11:30 PM"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2027, 3, 16), "Today"),
        (date(2027, 3, 17), "Tomorrow"),
        (date(2027, 3, 18), "Thu, March 18"),
        (date(2028, 1, 3), "Mon, January 3, 2028"),
    ],
)
def test_a_day_has_its_weekday_and_the_year_only_if_it_is_not_this_one(value: date, words: str) -> None:
    assert formatting.day(value, today=date(2027, 3, 16)) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (8, "in 8 minutes"),
        (1, "in 1 minute"),
        (0, "now"),
        (-4, "4 minutes ago"),
        (59, "in 59 minutes"),
        (60, "Today, 11:52 AM"),
        (-60, "Today, 9:52 AM"),
    ],
)
def test_relative_time_is_used_only_under_an_hour(minutes: int, words: str) -> None:
    at = NOW + timedelta(minutes=minutes)

    assert formatting.nearness(at, now=NOW, zone=DENVER) == words


def test_a_range_names_its_day_once() -> None:
    start, end = datetime(2027, 3, 18, 16, tzinfo=UTC), datetime(2027, 3, 18, 16, 50, tzinfo=UTC)

    assert formatting.time_span(start, end, zone=DENVER) == "10:00 AM to 10:50 AM"
    assert formatting.when_span(start, end, now=NOW, zone=DENVER) == "Thu, March 18, 10:00 AM to 10:50 AM"


def test_a_range_over_midnight_names_both_days() -> None:
    start, end = datetime(2027, 3, 19, 5, 30, tzinfo=UTC), datetime(2027, 3, 19, 6, 20, tzinfo=UTC)

    written = formatting.when_span(start, end, now=NOW, zone=DENVER)

    assert written == "Thu, March 18, 11:30 PM to Fri, March 19, 12:20 AM"


def test_the_full_instant_keeps_the_zone() -> None:
    written = formatting.full_instant(datetime(2027, 3, 17, 23, 30, tzinfo=UTC), DENVER)

    assert written == "Wednesday, March 17, 2027, 5:30 PM MDT"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Denver", "Mountain"),
        ("America/Phoenix", "Mountain"),
        ("America/New_York", "Eastern"),
        ("America/Chicago", "Central"),
        ("America/Anchorage", "Alaska"),
        ("Pacific/Honolulu", "Hawaii"),
        ("Asia/Shanghai", "Shanghai"),
        ("America/Sao_Paulo", "Sao Paulo"),
    ],
)
def test_a_zone_has_the_name_people_use(zone: str, name: str) -> None:
    assert formatting.zone_name(ZoneInfo(zone), at=NOW) == name


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("America/Los_Angeles", "one hour earlier"),
        ("America/New_York", "2 hours later"),
        ("America/St_Johns", "3 h 30 min later"),
        ("America/Boise", ""),
    ],
)
def test_another_zone_says_by_how_much_it_differs(other: str, words: str) -> None:
    assert formatting.zone_difference(DENVER, ZoneInfo(other), at=NOW) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=41), "41 min"),
        (timedelta(hours=6, minutes=51), "6 h 51 min"),
        (timedelta(hours=4), "4 h"),
        (timedelta(hours=50), "2 days"),
    ],
)
def test_a_length_of_time_is_said_in_at_most_two_units(length: timedelta, words: str) -> None:
    assert formatting.elapsed(length) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(128430), "$1,284.30"),
        (Amount(-2310), "−$23.10"),
        (Amount(5), "$0.05"),
        (Amount(0), "$0.00"),
        (Amount(-100000000), "−$1,000,000.00"),
        (Amount(1200, "JPY"), "¥1,200"),
        (Amount(1200, "CHF"), "CHF 12.00"),
    ],
)
def test_money_has_its_cents_and_the_minus_before_the_sign(amount: Amount, words: str) -> None:
    assert formatting.money(amount) == words


def test_signed_money_says_what_comes_in() -> None:
    amounts = [Amount(2310), Amount(-2310), Amount(0)]

    assert [formatting.money(one, signed=True) for one in amounts] == ["+$23.10", "−$23.10", "$0.00"]


def test_a_share_keeps_two_digits() -> None:
    assert [formatting.share(bps) for bps in (1400, 1025, 5, -50)] == ["14.00%", "10.25%", "0.05%", "−0.50%"]


def test_small_groups_are_not_shown_and_never_zero() -> None:
    assert [formatting.group_size(count) for count in (0, 10, 11, 1284)] == ["not shown"] * 2 + [
        "11",
        "1,284",
    ]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dr. Priya Ramanathan-Whitfield", "PR"),
        ("Tobias Lindqvist", "TL"),
        ("Solveig", "S"),
        ("Wilhelmina “Mina” Achterberg-Oyelaran", "WA"),
        ("émile zola", "ÉZ"),
        ("", ""),
        ("4711", ""),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert formatting.initials(name) == letters


def test_a_key_with_a_time_has_room_for_a_short_day_in_the_viewers_zone() -> None:
    written = [formatting.short_day(datetime(2027, 3, 17, hour, tzinfo=UTC), DENVER) for hour in (5, 6)]

    assert written == ["Tue, Mar 16", "Wed, Mar 17"]
