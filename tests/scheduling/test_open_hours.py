"""When anything can be booked with somebody: hours, dates that differ and time off, as stretches that stand apart."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability, DateOverride, DayHours, TimeOff, WeeklyHours
from attune.scheduling.rules.open_hours import merged, open_hours, total_length, without
from tests.scheduling.calendars import availabilities, utc

EASTERN = ZoneInfo("America/New_York")
MONDAY = date(2027, 3, 1)
WEEK = Interval(utc(2027, 3, 1, 5), utc(2027, 3, 8, 5))


def opened(*, weekly=(), overrides=(), time_off=()):
    found = open_hours(Availability(EASTERN, tuple(weekly), tuple(overrides), tuple(time_off)), WEEK)
    return [(one.start.astimezone(EASTERN), one.end.astimezone(EASTERN)) for one in found]


def local(day: int, *hours: int):
    return tuple(datetime(2027, 3, day, hour, tzinfo=EASTERN) for hour in hours)


def test_an_offerings_own_hours_are_open_beside_those_for_everything():
    own = WeeklyHours(1, time(11), time(15), new_id())

    assert opened(weekly=[WeeklyHours(1, time(9), time(12)), own]) == [local(1, 9, 15)]
    assert opened(weekly=[own]) == [local(1, 11, 15)]


def test_a_date_that_differs_takes_the_place_of_the_weeks_hours_and_time_off_is_closed():
    weekly = [WeeklyHours(day, time(9), time(17)) for day in (1, 2, 3)]
    tuesday = DateOverride(date(2027, 3, 2), (DayHours(time(10), time(11)), DayHours(time(13), time(14))))
    off = TimeOff(date(2027, 3, 3), date(2027, 3, 3), time(12), time(13))

    found = opened(weekly=weekly, overrides=[tuesday], time_off=[off])

    assert found == [local(1, 9, 17), local(2, 10, 11), local(2, 13, 14), local(3, 9, 12), local(3, 13, 17)]


def test_what_lies_outside_the_interval_is_not_told():
    hours = (WeeklyHours(1, time(9), time(17)),)
    inside = Interval(*local(1, 10, 12))

    assert open_hours(Availability(EASTERN, hours), inside) == [inside]


@given(availabilities(date(2027, 3, 12)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_minute_is_open_if_an_opening_has_it_and_no_time_off_does(availability):
    span = Interval(datetime(2027, 3, 12, tzinfo=UTC), datetime(2027, 3, 16, tzinfo=UTC))
    found = open_hours(availability, span)
    kinds = {one.offering_id for one in availability.weekly} | {None}
    openings = [one for kind in kinds for one in availability.openings(span, offering_id=kind)]

    assert found == merged(found)
    moment = span.start
    while moment < span.end:
        is_open = any(one.has(moment) for one in openings) and not any(off.has(moment) for off in availability.away())
        assert is_open == any(one.has(moment) for one in found)
        moment += timedelta(minutes=17)


@pytest.mark.parametrize(
    ("taken", "left"),
    [([], [(9, 17)]), ([(8, 10), (16, 18)], [(10, 16)]), ([(11, 12), (12, 13)], [(9, 11), (13, 17)]), ([(8, 18)], [])],
)
def test_what_is_taken_is_not_left(taken, left):
    found = without([Interval(*local(1, 9, 17))], [Interval(*local(1, *one)) for one in taken])

    assert found == [Interval(*local(1, *one)) for one in left]
    assert total_length(found) == timedelta(hours=sum(end - start for start, end in left))
