"""Hours on the wall clock become instants, through both clock changes of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import (
    Availability,
    DateOverride,
    DayHours,
    Opening,
    TimeOff,
    WeeklyHours,
    away_interval,
    days_between,
    open_intervals,
)
from tests.scheduling.calendars import utc

NEW_YORK = ZoneInfo("America/New_York")
SUNDAYS_9_TO_11 = [WeeklyHours(weekday=7, opens=time(9), closes=time(11))]
ZONES = ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe"]

GAPS = {
    "America/New_York": (date(2027, 3, 14), time(2), 60),
    "America/Los_Angeles": (date(2027, 3, 14), time(2), 60),
    "Europe/Berlin": (date(2027, 3, 28), time(2), 60),
    "America/Santiago": (date(2027, 9, 5), time(0), 60),
    "Australia/Lord_Howe": (date(2027, 10, 3), time(2), 30),
}
"""Where the clock is put forward: the date, the first time that is skipped, and how many minutes are."""

FOLDS = {
    "America/New_York": (date(2027, 11, 7), time(1), 60),
    "America/Los_Angeles": (date(2027, 11, 7), time(1), 60),
    "Europe/Berlin": (date(2027, 10, 31), time(2), 60),
    "America/Santiago": (date(2027, 4, 3), time(23), 60),
    "Australia/Lord_Howe": (date(2027, 4, 4), time(1, 30), 30),
}
"""Where the clock is put back: the date, the first time that is shown twice, and how many minutes are."""


def later(at: time, minutes: int) -> time:
    return (datetime.combine(date(2027, 1, 1), at, tzinfo=UTC) + timedelta(minutes=minutes)).time()


def open_on(day: date, opens: time, closes: time, zone: str) -> list[Opening]:
    hours = [WeeklyHours(day.isoweekday(), opens, closes)]
    return open_intervals(hours, zone=ZoneInfo(zone), days=[day])


def test_opening_hours_keep_their_wall_clock_time_when_summer_time_begins():
    before, after = date(2027, 3, 7), date(2027, 3, 14)

    first, second = open_intervals(SUNDAYS_9_TO_11, zone=NEW_YORK, days=[before, after])

    assert first.start == utc(2027, 3, 7, 14)
    assert second.start == utc(2027, 3, 14, 13)


@pytest.mark.parametrize("zone", ZONES)
def test_hours_inside_the_gap_are_not_there_that_day(zone):
    day, skipped, minutes = GAPS[zone]

    assert open_on(day, skipped, later(skipped, minutes), zone) == []
    assert open_on(day + timedelta(days=7), skipped, later(skipped, minutes), zone) != []


@pytest.mark.parametrize("zone", ZONES)
def test_hours_that_would_open_in_the_gap_open_when_the_clock_has_been_put_forward(zone):
    day, skipped, minutes = GAPS[zone]
    half = minutes // 2

    (opening,) = open_on(day, later(skipped, half), later(skipped, minutes + 60), zone)

    assert opening.start.astimezone(ZoneInfo(zone)).time() == later(skipped, minutes)
    assert (opening.length, opening.lead) == (timedelta(hours=1), timedelta(minutes=minutes - half))


@pytest.mark.parametrize("zone", ZONES)
def test_hours_inside_the_fold_are_there_twice(zone):
    day, shown_twice, minutes = FOLDS[zone]

    first, second = open_on(day, shown_twice, later(shown_twice, 15), zone)

    assert second.start - first.start == timedelta(minutes=minutes)
    assert {opening.start.astimezone(ZoneInfo(zone)).time() for opening in (first, second)} == {shown_twice}
    assert {opening.length for opening in (first, second)} == {timedelta(minutes=15)}


@pytest.mark.parametrize("zone", ZONES)
def test_hours_around_a_change_lose_or_gain_what_the_clock_does(zone):
    lengths = []
    for day, minutes in ((GAPS[zone][0], -GAPS[zone][2]), (FOLDS[zone][0], FOLDS[zone][2])):
        openings = open_on(day, time(0), time(0), zone)
        lengths.append(sum((opening.length for opening in openings), timedelta(minutes=-minutes)))

    assert lengths == [timedelta(days=1)] * 2


def test_a_dates_own_hours_take_the_place_of_the_weeks():
    day = date(2027, 3, 7)
    shorter = DateOverride(day, (DayHours(time(10), time(10, 30)),))

    (opening,) = open_intervals(SUNDAYS_9_TO_11, zone=NEW_YORK, days=[day], overrides=[shorter])

    assert (opening.start, opening.end) == (utc(2027, 3, 7, 15), utc(2027, 3, 7, 15, 30))


def test_a_closed_date_has_no_opening():
    day = date(2027, 3, 7)

    assert open_intervals(SUNDAYS_9_TO_11, zone=NEW_YORK, days=[day], overrides=[DateOverride(day)]) == []


def test_midnight_as_closing_time_is_the_end_of_the_day():
    (opening,) = open_on(date(2027, 6, 7), time(20), time(0), "America/New_York")

    assert opening.length == timedelta(hours=4)


def test_an_offering_with_hours_of_its_own_has_only_those():
    group, individual = new_id(), new_id()
    weekly = (*SUNDAYS_9_TO_11, WeeklyHours(7, time(18), time(20), group))
    availability, day = Availability(NEW_YORK, weekly), Interval(utc(2027, 3, 7, 12), utc(2027, 3, 8, 4))

    of_group = availability.openings(day, offering_id=group)
    of_individual = availability.openings(day, offering_id=individual)

    assert [opening.start for opening in of_group] == [utc(2027, 3, 7, 23)]
    assert [opening.start for opening in of_individual] == [utc(2027, 3, 7, 14)]


@pytest.mark.parametrize(
    ("off", "start", "end"),
    [
        (TimeOff(date(2027, 7, 1), date(2027, 7, 3)), utc(2027, 7, 1, 4), utc(2027, 7, 3, 4)),
        (
            TimeOff(date(2027, 7, 1), date(2027, 7, 1), time(9, 10), time(10)),
            utc(2027, 7, 1, 13, 10),
            utc(2027, 7, 1, 14),
        ),
        # A time in the fold means the whole of it: from its first instant to its last.
        (
            TimeOff(date(2027, 11, 7), date(2027, 11, 7), time(1, 30), time(1, 45)),
            utc(2027, 11, 7, 5, 30),
            utc(2027, 11, 7, 6, 45),
        ),
        # A time in the gap means when the clock was put forward.
        (
            TimeOff(date(2027, 3, 14), date(2027, 3, 14), time(1), time(2, 30)),
            utc(2027, 3, 14, 6),
            utc(2027, 3, 14, 7),
        ),
    ],
)
def test_time_off_covers_its_wall_clock_time(off, start, end):
    assert away_interval(off, zone=NEW_YORK) == Interval(start, end)


def test_time_off_that_the_clock_skips_is_none():
    off = TimeOff(date(2027, 3, 14), date(2027, 3, 14), time(2), time(2, 45))

    assert away_interval(off, zone=NEW_YORK) is None


def test_a_zone_whose_rules_change_moves_the_instants_and_not_the_hours():
    # The same stored hours, read under the rules of two zones: one kept summer time, one gave it up.
    kept, gave_up = (
        open_intervals(SUNDAYS_9_TO_11, zone=ZoneInfo(zone), days=[date(2027, 7, 4)])[0].start
        for zone in ("America/New_York", "America/Panama")
    )

    assert (kept, gave_up) == (utc(2027, 7, 4, 13), utc(2027, 7, 4, 14))


def test_the_days_of_an_interval_are_those_of_the_zone():
    # From the evening of the 6th to exactly midnight of the 8th in New York.
    during = Interval(utc(2027, 7, 7, 3), utc(2027, 7, 8, 4))

    assert days_between(during, zone=NEW_YORK) == [date(2027, 7, 6), date(2027, 7, 7)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    zone=st.sampled_from([*ZONES, "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "UTC"]),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    opens=st.integers(0, 95),
    length=st.integers(1, 96),
)
def test_an_instant_is_open_exactly_when_the_clock_reads_a_time_inside_the_hours(zone, day, opens, length):
    first, last = opens * 15, min((opens + length) * 15, 24 * 60)
    closes = time(0) if last == 24 * 60 else time(last // 60, last % 60)
    found = open_on(day, time(first // 60, first % 60), closes, zone)

    moment = datetime.combine(day, time(0), tzinfo=UTC) - timedelta(hours=15)
    for _ in range(54 * 4):
        shown = moment.astimezone(ZoneInfo(zone))
        is_open = shown.date() == day and first <= shown.hour * 60 + shown.minute < last
        assert any(opening.has(moment) for opening in found) == is_open
        moment += timedelta(minutes=15)
