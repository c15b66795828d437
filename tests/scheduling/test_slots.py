"""What is offered: whole sessions inside the hours, a step apart, clear of what is taken."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Opening, WeeklyHours, open_intervals
from attune.scheduling.rules.slots import SlotShape, offered_slots
from tests.scheduling.calendars import utc

FIFTY_MINUTES = SlotShape(duration=timedelta(minutes=50), step=timedelta(minutes=60))
BUFFERED = SlotShape(
    duration=timedelta(minutes=50),
    step=timedelta(minutes=15),
    buffer_before=timedelta(minutes=5),
    buffer_after=timedelta(minutes=10),
)


def starts(openings: list[Opening], shape: SlotShape, **told: object) -> list[datetime]:
    asked: dict[str, object] = {"taken": [], "not_before": openings[0].start, **told}
    return [slot.start for slot in offered_slots(openings, shape=shape, **asked)]  # type: ignore[arg-type]


def test_a_session_that_would_run_past_closing_is_not_offered():
    opening = Opening(utc(2027, 3, 8, 9), utc(2027, 3, 8, 10, 49))

    assert starts([opening], FIFTY_MINUTES) == [utc(2027, 3, 8, 9)]


def test_a_session_that_ends_exactly_at_closing_is_offered():
    opening = Opening(utc(2027, 3, 8, 9), utc(2027, 3, 8, 10, 50))

    assert starts([opening], FIFTY_MINUTES) == [utc(2027, 3, 8, 9), utc(2027, 3, 8, 10)]


def test_nothing_starts_before_the_notice_is_over():
    opening = Opening(utc(2027, 3, 8, 9), utc(2027, 3, 8, 12))

    assert starts([opening], FIFTY_MINUTES, not_before=utc(2027, 3, 8, 10)) == [
        utc(2027, 3, 8, 10),
        utc(2027, 3, 8, 11),
    ]


@pytest.mark.parametrize(
    ("first", "last", "offered"),
    [
        # Taken from 10:00 to 11:00: the last session before it ends, with ten minutes after it, at 10:00.
        ((10, 0), (11, 0), [(9, 0), (11, 15)]),
        # A minute earlier, and the one at 9:00 no longer fits its buffer.
        ((9, 59), (11, 0), [(11, 15)]),
        ((10, 0), (10, 55), [(9, 0), (11, 0), (11, 15)]),
    ],
)
def test_buffers_keep_clear_of_what_is_taken(first, last, offered):
    opening = Opening(utc(2027, 3, 8, 9), utc(2027, 3, 8, 12, 10))
    taken = [Interval(utc(2027, 3, 8, *first), utc(2027, 3, 8, *last))]

    assert starts([opening], BUFFERED, taken=taken) == [utc(2027, 3, 8, *start) for start in offered]


def test_buffers_may_reach_beyond_the_hours_and_into_time_off():
    opening = Opening(utc(2027, 3, 8, 9), utc(2027, 3, 8, 10))
    away = [Interval(utc(2027, 3, 8, 9, 50), utc(2027, 3, 9))]

    assert starts([opening], BUFFERED, away=away) == [utc(2027, 3, 8, 9)]


def test_a_session_may_lie_in_hours_that_touch():
    evening = Opening(utc(2027, 3, 8, 23), utc(2027, 3, 9))
    night = Opening(utc(2027, 3, 9), utc(2027, 3, 9, 1))
    shape = SlotShape(duration=timedelta(minutes=50), step=timedelta(minutes=30))

    assert starts([evening, night], shape) == [
        utc(2027, 3, 8, 23),
        utc(2027, 3, 8, 23, 30),
        utc(2027, 3, 9),
    ]


def shown(day: date, opens: time, closes: time) -> list[str]:
    zone = ZoneInfo("America/New_York")
    openings = open_intervals([WeeklyHours(day.isoweekday(), opens, closes)], zone=zone, days=[day])
    return [
        slot.start.astimezone(zone).strftime("%H:%M %Z")
        for slot in offered_slots(openings, taken=[], shape=FIFTY_MINUTES, not_before=utc(2027, 1, 1))
    ]


def test_half_past_two_in_the_gap_of_spring_is_not_offered():
    assert shown(date(2027, 3, 7), time(1, 30), time(5)) == ["01:30 EST", "02:30 EST", "03:30 EST"]
    assert shown(date(2027, 3, 14), time(1, 30), time(5)) == ["01:30 EST", "03:30 EDT"]


def test_half_past_one_in_the_fold_of_autumn_is_two_distinct_instants():
    assert shown(date(2027, 11, 7), time(0, 30), time(3, 20)) == ["00:30 EDT", "01:30 EDT", "01:30 EST", "02:30 EST"]
