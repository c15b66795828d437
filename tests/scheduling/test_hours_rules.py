"""What hours, dates and times off may be; each refusal says what it is about."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.kernel.identifiers import new_id
from attune.scheduling.errors import (
    ClosesBeforeOpening,
    EndsBeforeStart,
    HoursOverlap,
    IsOver,
    LocalTimeMissing,
    LocalTimeTwice,
    NotAQuarterHour,
    TooMuchToKeep,
)
from attune.scheduling.rules.availability import DateOverride, DayHours, TimeOff, WeeklyHours
from attune.scheduling.rules.hours import (
    DAY_HOURS_MAX,
    WEEKLY_HOURS_MAX,
    require_local_time,
    require_override,
    require_time_off,
    require_weekly_hours,
)
from tests.scheduling.test_availability import FOLDS, GAPS, ZONES, later

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2027, 3, 1)


def test_hours_that_overlap_are_refused_and_both_are_named():
    morning, noon = (time(9), time(12)), (time(11, 45), time(14))
    week = [WeeklyHours(2, *noon), WeeklyHours(2, *morning)]

    with pytest.raises(HoursOverlap) as refused:
        require_weekly_hours(week)

    assert (refused.value.first, refused.value.second, refused.value.day) == (morning, noon, 2)


def test_hours_that_touch_lie_on_other_days_or_are_anothers_do_not_overlap():
    group = new_id()

    require_weekly_hours(
        [
            WeeklyHours(2, time(9), time(12)),
            WeeklyHours(2, time(12), time(0)),
            WeeklyHours(3, time(9), time(12)),
            WeeklyHours(2, time(10), time(11), group),
        ]
    )


def test_hours_until_midnight_overlap_what_begins_before():
    with pytest.raises(HoursOverlap):
        require_weekly_hours([WeeklyHours(5, time(20), time(0)), WeeklyHours(5, time(23), time(23, 30))])


@pytest.mark.parametrize(("opens", "closes"), [(time(12), time(9)), (time(9), time(9))])
def test_hours_close_after_they_open(opens, closes):
    with pytest.raises(ClosesBeforeOpening) as refused:
        require_weekly_hours([WeeklyHours(1, opens, closes)])

    assert (refused.value.opens, refused.value.closes, refused.value.day) == (opens, closes, 1)


@pytest.mark.parametrize("at", [time(9, 10), time(9, 15, 1)])
def test_hours_begin_on_a_quarter(at):
    with pytest.raises(NotAQuarterHour) as refused:
        require_weekly_hours([WeeklyHours(1, at, time(12))])

    assert refused.value.at == at


def test_a_week_has_an_end_of_stretches():
    with pytest.raises(TooMuchToKeep):
        require_weekly_hours([WeeklyHours(1, time(9), time(10), new_id())] * (WEEKLY_HOURS_MAX + 1))


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_in_the_gap_is_refused_for_a_date(zone):
    day, skipped, minutes = GAPS[zone]
    missing, present = later(skipped, 15), later(skipped, minutes)

    require_local_time(day, present, zone=ZoneInfo(zone))
    with pytest.raises(LocalTimeMissing) as refused:
        require_local_time(day, missing, zone=ZoneInfo(zone))

    assert (refused.value.on_date, refused.value.at) == (day, missing)


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_in_the_fold_is_refused_for_a_date(zone):
    day, shown_twice, _ = FOLDS[zone]

    require_local_time(day - timedelta(days=1), shown_twice, zone=ZoneInfo(zone))
    with pytest.raises(LocalTimeTwice) as refused:
        require_local_time(day, shown_twice, zone=ZoneInfo(zone))

    assert (refused.value.on_date, refused.value.at) == (day, shown_twice)


def test_midnight_is_where_a_day_begins_even_where_the_clock_skips_it():
    require_local_time(GAPS["America/Santiago"][0], time(0), zone=ZoneInfo("America/Santiago"))


@pytest.mark.parametrize(
    ("override", "error"),
    [
        (DateOverride(date(2027, 2, 28)), IsOver),
        (DateOverride(date(2027, 3, 14), (DayHours(time(2, 30), time(5)),)), LocalTimeMissing),
        (DateOverride(date(2027, 11, 7), (DayHours(time(0), time(1, 30)),)), LocalTimeTwice),
        (DateOverride(TODAY, (DayHours(time(9), time(12)), DayHours(time(10), time(11)))), HoursOverlap),
        (DateOverride(TODAY, (DayHours(time(9), time(8)),)), ClosesBeforeOpening),
        (DateOverride(TODAY, (DayHours(time(9), time(10)),) * (DAY_HOURS_MAX + 1)), TooMuchToKeep),
    ],
)
def test_a_dates_hours_are_refused(override, error):
    with pytest.raises(error):
        require_override(override, zone=NEW_YORK, today=TODAY)


def test_a_date_may_be_closed_or_have_hours():
    require_override(DateOverride(TODAY), zone=NEW_YORK, today=TODAY)
    require_override(DateOverride(TODAY, (DayHours(time(9), time(10)),)), zone=NEW_YORK, today=TODAY)


@pytest.mark.parametrize(
    ("off", "error"),
    [
        (TimeOff(date(2027, 3, 2), date(2027, 3, 2)), EndsBeforeStart),
        (TimeOff(date(2027, 3, 3), date(2027, 3, 2)), EndsBeforeStart),
        (TimeOff(date(2027, 3, 2), date(2027, 3, 2), time(9), time(9)), EndsBeforeStart),
        (TimeOff(date(2027, 2, 1), date(2027, 2, 20)), IsOver),
        (TimeOff(date(2027, 3, 14), date(2027, 3, 14), time(2, 30), time(9)), LocalTimeMissing),
        (TimeOff(date(2027, 11, 6), date(2027, 11, 7), time(9), time(1, 30)), LocalTimeTwice),
    ],
)
def test_a_time_off_is_refused(off, error):
    with pytest.raises(error):
        require_time_off(off, zone=NEW_YORK, today=TODAY)


def test_a_time_off_may_have_begun():
    require_time_off(TimeOff(date(2027, 2, 1), date(2027, 3, 5)), zone=NEW_YORK, today=TODAY)
