"""The fast calculation says what the plain one says, on every calendar that can be drawn."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attune.directory.rules.start_bits import ALL, LENGTH, starts_in
from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.rules.availability import Availability, WeeklyHours
from attune.scheduling.rules.slots import SlotShape, offered_slots
from attune.scheduling.rules.start_bitmap import start_bits
from tests.scheduling.calendars import BASE_DAYS, SHAPES, availabilities, sessions

MONDAY = date(2027, 3, 8)
FIFTY_MINUTES = SlotShape(duration=timedelta(minutes=50), step=timedelta(minutes=60))


def bits(weekly: list[WeeklyHours], zone: str = "UTC", offering_id: object = None, **told: object) -> list[str]:
    found = start_bits(
        Availability(ZoneInfo(zone), tuple(weekly)),
        offering_id=offering_id,  # type: ignore[arg-type]
        base_day=MONDAY,
        taken=told.get("taken", ()),  # type: ignore[arg-type]
        shape=FIFTY_MINUTES,
        days=7,
    )
    return [f"{start:%a %H:%M}" for start in starts_in(found << (LENGTH - 7 * 96), base_day=MONDAY)]


def test_the_leftmost_bit_is_midnight_of_the_base_day():
    opened = Availability(ZoneInfo("UTC"), (WeeklyHours(1, time(0), time(1)),))

    found = start_bits(opened, offering_id=None, base_day=MONDAY, taken=(), shape=FIFTY_MINUTES)

    assert found & ~(ALL >> 1) == 1 << 2879
    assert [start.isoformat() for start in starts_in(found, base_day=MONDAY)][:2] == [
        "2027-03-08T00:00:00+00:00",
        "2027-03-15T00:00:00+00:00",
    ]


def test_hours_of_a_zone_behind_lie_later_in_utc():
    assert bits([WeeklyHours(1, time(9), time(11))], "America/Phoenix") == ["Mon 16:00", "Mon 17:00"]


def test_hours_of_a_zone_ahead_reach_back_before_the_base_day():
    # Monday at 8 in Auckland is Sunday evening in UTC: of this week's it lies before, of next week's it is the last.
    assert bits([WeeklyHours(1, time(8), time(9))], "Pacific/Auckland") == ["Sun 19:00"]


def test_what_is_taken_is_not_set():
    taken = [Interval(datetime(2027, 3, 8, 9, 49, tzinfo=UTC), datetime(2027, 3, 8, 11, 0, tzinfo=UTC))]

    assert bits([WeeklyHours(1, time(9), time(12))], taken=taken) == ["Mon 11:00"]


def test_an_offerings_own_hours_are_its_only_ones():
    group = new_id()
    weekly = [WeeklyHours(1, time(9), time(10)), WeeklyHours(2, time(18), time(19), group)]

    assert bits(weekly, offering_id=group) == ["Tue 18:00"]
    assert bits(weekly, offering_id=new_id()) == ["Mon 09:00"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), base_day=st.sampled_from(BASE_DAYS), shape=SHAPES)
def test_the_bits_are_the_slots(data, base_day, shape):
    availability = data.draw(availabilities(base_day))
    taken = data.draw(sessions(base_day))
    begins = datetime.combine(base_day, time(0), tzinfo=UTC)
    around = Interval(begins - timedelta(days=2), begins + timedelta(days=33))

    found = start_bits(availability, offering_id=None, base_day=base_day, taken=taken, shape=shape)
    slots = offered_slots(
        availability.openings(around), taken=taken, shape=shape, not_before=begins, away=availability.away()
    )

    plain = [slot.start for slot in slots if slot.start < begins + timedelta(days=30)]
    assert list(starts_in(found, base_day=base_day)) == plain
