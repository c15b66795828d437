"""Which reminder is due when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.scheduling.rules.reminders import Booking, ReminderPolicy, due_step, moment_of

POLICY = ReminderPolicy(
    standard_hours=(72, 24, 2),
    is_uniform=False,
    reminders_max=4,
    earliest_hours=168,
    required_from_hours=48,
    required_until_hours=12,
    quiet_from=20,
    quiet_until=8,
)
LADDER = (72, 24, 2)
DENVER = ZoneInfo("America/Denver")
START = datetime(2027, 3, 17, 17, 30, tzinfo=DENVER)
BOOKED = START - timedelta(days=10)
BOOKING = Booking(START, BOOKED, DENVER)


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (timedelta(hours=72, minutes=1), None),
        (timedelta(hours=72), 72),
        (timedelta(hours=30), 72),
        (timedelta(hours=24), 24),
        (timedelta(hours=2, minutes=1), 24),
        (timedelta(hours=2), 2),
        (timedelta(minutes=1), 2),
        (timedelta(0), None),
    ],
)
def test_the_latest_reminder_that_came_due_counts(before, step):
    assert due_step(POLICY, LADDER, BOOKING, now=START - before) == step


def test_a_reminder_that_was_due_before_the_booking_is_not_sent():
    booked = START - timedelta(hours=30)

    found = [
        due_step(POLICY, LADDER, replace(BOOKING, known_since=booked), now=now)
        for now in (booked, START - timedelta(hours=24))
    ]

    assert found == [None, 24]


def test_nobody_is_reminded_in_the_night():
    morning_session = replace(BOOKING, starts_at=datetime(2027, 3, 17, 10, 0, tzinfo=DENVER))

    asked = [datetime(2027, 3, 16, hour, 30, tzinfo=DENVER) for hour in (7, 10, 19, 20, 23)]

    assert [due_step(POLICY, (24,), morning_session, now=now) for now in asked] == [None, 24, 24, None, None]


@pytest.mark.parametrize(
    ("starts", "moment"),
    [
        (datetime(2027, 3, 17, 10, 30, tzinfo=DENVER), datetime(2027, 3, 17, 8, 30, tzinfo=DENVER)),
        (datetime(2027, 3, 17, 9, 30, tzinfo=DENVER), datetime(2027, 3, 17, 8, 0, tzinfo=DENVER)),
        (datetime(2027, 3, 17, 8, 30, tzinfo=DENVER), datetime(2027, 3, 16, 19, 0, tzinfo=DENVER)),
        (datetime(2027, 3, 17, 23, 0, tzinfo=DENVER), datetime(2027, 3, 17, 19, 0, tzinfo=DENVER)),
    ],
)
def test_a_reminder_of_the_night_waits_for_the_morning_or_comes_the_evening_before(starts, moment):
    assert moment_of(POLICY, 2, replace(BOOKING, starts_at=starts)) == moment


def test_quiet_hours_are_the_readers():
    at_nine_in_new_york = datetime(2027, 3, 16, 13, 0, tzinfo=UTC)
    booking = replace(BOOKING, starts_at=datetime(2027, 3, 17, 13, 0, tzinfo=UTC))

    found = {
        zone: due_step(POLICY, (24,), replace(booking, zone=ZoneInfo(zone)), now=at_nine_in_new_york)
        for zone in ("America/New_York", "America/Los_Angeles")
    }

    assert found == {"America/New_York": 24, "America/Los_Angeles": None}


@given(
    starts=st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  (hypothesis adds the zone)
    zone=st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu"]),
    hours=st.sampled_from([1, 2, 12, 24, 72, 168]),
)
def test_a_reminder_comes_before_the_session_and_never_at_night(starts, zone, hours):
    booking = Booking(starts, starts - timedelta(days=30), ZoneInfo(zone))

    moment = moment_of(POLICY, hours, booking)

    assert (moment < starts, POLICY.is_quiet(moment, booking.zone)) == (True, False)


@pytest.mark.parametrize(
    ("hours", "bound"),
    [
        ((72, 24, 2), None),
        ((24,), None),
        ((72, 24, 24), "reminders_max"),
        ((72, 48, 24, 4, 2), "reminders_max"),
        ((200, 24), "earliest_hours"),
        ((24, 0), "earliest_hours"),
        ((72, 2), "required_from_hours"),
        ((), "required_from_hours"),
    ],
)
def test_a_practice_keeps_to_the_platforms_bounds(hours, bound):
    assert POLICY.broken_bound(hours) == bound


def test_where_reminders_are_uniform_nobody_departs_from_them():
    uniform = replace(POLICY, is_uniform=True)

    assert (uniform.broken_bound((72, 24, 2)), uniform.broken_bound((24,))) == (None, "is_uniform")
