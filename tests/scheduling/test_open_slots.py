"""What a patient is offered, from the database: hours, what is taken, notice and horizon; judged by the oracle."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from attune.credentialing.errors import NoSuchProvider
from attune.directory.rules.start_bits import starts_in
from attune.foundation.authorization import Role
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.kernel.money import Money
from attune.scheduling.actions.offerings import add_offering, retire_offering
from attune.scheduling.actions.set_override import set_override
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.actions.time_off import add_time_off
from attune.scheduling.errors import HoursRefused, NoSuchOffering
from attune.scheduling.models import Appointment, Occupancy, Seat
from attune.scheduling.queries.open_slots import open_slots, slots_with, starts_to_publish
from attune.scheduling.rules.availability import DayHours, WeeklyHours
from attune.scheduling.rules.offering import OfferingTerms
from tests.scheduling.oracle import bookable_starts
from tests.scheduling.oracle_providers import as_availability, random_provider
from tests.scheduling.providers import TERMS, ZONE, a_provider, an_offering
from tests.support.world import CastPractice, World
from tests.tenancy.rows import make_row

pytestmark = pytest.mark.edition

ALL_WEEK = [WeeklyHours(weekday, time(9), time(12)) for weekday in range(1, 8)]


def coming_days(days: int) -> Interval:
    return Interval(now(), now() + timedelta(days=days))


def on_the_clock(slots: list[Interval], day: date) -> list[str]:
    shown = [slot.start.astimezone(ZoneInfo(ZONE)) for slot in slots]
    return [f"{at:%H:%M}" for at in shown if at.date() == day]


def in_days(days: int) -> date:
    return (now() + timedelta(days=days)).astimezone(ZoneInfo(ZONE)).date()


def take(provider_id: Any, offering_id: Any, during: Interval, seats: int = 1) -> Appointment:
    """Let a session of the offering lie there, with its provider's time taken."""
    kept = Appointment.objects.create(
        provider_id=provider_id,
        offering_id=offering_id,
        format="group" if seats > 1 else "individual",
        place="video",
        starts_at=during.start,
        ends_at=during.end,
        zone=ZONE,
        state=Appointment.State.CONFIRMED,
        seats_max=seats,
    )
    Occupancy.objects.create(
        kind=Occupancy.Kind.PROVIDER,
        resource_id=provider_id,
        starts_at=during.start,
        ends_at=during.end,
        appointment=kept,
    )
    return kept


@pytest.fixture
def offering_id(calendar):
    set_weekly_hours(calendar.actor(Role.OWNER), provider_id=calendar.provider_id, hours=ALL_WEEK)
    return an_offering(calendar.world.a, calendar.provider_id)


def test_the_hours_are_offered_in_steps(calendar, offering_id):
    slots = open_slots(calendar.provider_id, offering_id, coming_days(7))

    assert on_the_clock(slots, in_days(3)) == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert {slot.length for slot in slots} == {timedelta(minutes=50)}


def test_what_is_taken_is_not_offered_by_whatever_offering(calendar, offering_id):
    before = open_slots(calendar.provider_id, offering_id, coming_days(7))
    third_day = [slot for slot in before if slot.start.astimezone(ZoneInfo(ZONE)).date() == in_days(3)]

    take(calendar.provider_id, offering_id, third_day[2])

    after = open_slots(calendar.provider_id, offering_id, coming_days(7))
    assert on_the_clock(after, in_days(3)) == ["09:00", "11:00"]


def test_a_session_of_a_group_is_offered_until_its_last_seat_is_taken(calendar, offering_id):
    terms = OfferingTerms(name="Grief group", price=Money(4_000), format="group", seats_max=2)
    group = add_offering(calendar.actor(Role.OWNER), provider_id=calendar.provider_id, terms=terms)
    session = open_slots(calendar.provider_id, group, coming_days(7))[-1]
    kept = take(calendar.provider_id, group, session, seats=2)
    base_day = now().date()

    found = []
    for number in (1, 2, 3):
        bits = starts_to_publish(calendar.provider_id, base_day)[group]
        is_published = session.start in set(starts_in(bits, base_day=base_day))
        found.append((session in open_slots(calendar.provider_id, group, coming_days(7)), is_published))
        if number < 3:
            a_seat(kept, number)

    assert found == [(True, True), (True, True), (False, False)]
    assert session not in open_slots(calendar.provider_id, offering_id, coming_days(7))


def a_seat(kept: Appointment, number: int) -> None:
    seat = make_row(Seat)
    Seat.objects.filter(pk=seat.pk).update(appointment=kept, number=number, seats_max=2)


def test_notice_and_horizon_bound_what_is_offered(calendar, offering_id):
    terms = OfferingTerms(name="Intake", price=Money(0), notice_minutes_min=2880, horizon_days=4)
    bounded = add_offering(calendar.actor(Role.OWNER), provider_id=calendar.provider_id, terms=terms)

    slots = open_slots(calendar.provider_id, bounded, coming_days(30))

    assert slots
    assert min(slots).start >= now() + timedelta(days=2)
    assert max(slots).start < now() + timedelta(days=4)


def test_a_week_that_is_only_typed_can_be_looked_at(calendar, offering_id):
    typed = [WeeklyHours(weekday, time(15), time(16)) for weekday in range(1, 8)]

    slots = slots_with(calendar.provider_id, offering_id, coming_days(7), weekly=typed)

    assert on_the_clock(slots, in_days(3)) == ["15:00"]


def test_what_is_not_offered_has_no_slots(calendar, offering_id):
    during = coming_days(7)

    with pytest.raises(NoSuchOffering):
        open_slots(calendar.provider_id, new_id(), during)
    with pytest.raises(NoSuchOffering):
        open_slots(new_id(), offering_id, during)
    retire_offering(calendar.actor(Role.OWNER), offering_id=offering_id)
    with pytest.raises(NoSuchOffering):
        open_slots(calendar.provider_id, offering_id, during)
    with pytest.raises(NoSuchProvider):
        starts_to_publish(new_id(), now().date())


def kept_provider(practice: CastPractice, provider: dict[str, Any]) -> tuple[Any, Any]:
    """Set a random provider up by the product's actions; return their id and the offering's."""
    actor = practice[Role.OWNER].actor
    provider_id = a_provider(practice, zone=provider["zone"])
    terms = OfferingTerms(
        name="Session",
        price=Money(10_000),
        minutes=provider["minutes"],
        step_minutes=provider["step_minutes"],
        buffer_before_minutes=provider["buffer_before"],
        buffer_after_minutes=provider["buffer_after"],
        notice_minutes_min=min(provider["notice_minutes"], provider["horizon_days"] * 1440 - 1),
        horizon_days=provider["horizon_days"],
    )
    offering_id = add_offering(actor, provider_id=provider_id, terms=terms)
    availability = as_availability(provider, offering_id)
    set_weekly_hours(actor, provider_id=provider_id, hours=availability.weekly)
    for one in availability.overrides:
        try:
            set_override(actor, provider_id=provider_id, on_date=one.on_date, hours=one.hours)
        except HoursRefused:
            provider["dates"].pop(one.on_date.isoformat())
    for off, told in zip(availability.time_off, list(provider["away"]), strict=True):
        try:
            add_time_off(actor, provider_id=provider_id, off=off)
        except HoursRefused:
            provider["away"].remove(told)
    return provider_id, offering_id


@pytest.mark.parametrize("seed", range(0, 2000, 100))
def test_the_database_and_the_oracle_agree(world: World, seed: int):
    provider, asked_at = random_provider(seed)
    provider["booked"] = provider["booked"][:1]
    provider["notice_minutes"] = min(provider["notice_minutes"], provider["horizon_days"] * 1440 - 1)
    move_clock(asked_at - datetime.now(UTC))

    with scope(world.a.practice_id):
        provider_id, offering_id = kept_provider(world.a, provider)
        for began, ended in provider["booked"]:
            take(provider_id, offering_id, Interval(began, ended))
        moment = now()
        slots = open_slots(provider_id, offering_id, Interval(moment, moment + timedelta(days=60)))
        expected = bookable_starts(provider, moment)

    assert [slot.start for slot in slots] == expected


def test_another_practices_times_are_not_there(world: World):
    if world.b is None:
        pytest.skip("the clinic has one practice")
    with scope(world.b.practice_id):
        theirs = a_provider(world.b)
        offered = an_offering(world.b, theirs, TERMS)
        set_override(
            world.b[Role.OWNER].actor, provider_id=theirs, on_date=in_days(2), hours=[DayHours(time(9), time(10))]
        )
        assert open_slots(theirs, offered, coming_days(7)) != []

    with scope(world.a.practice_id), pytest.raises(NoSuchOffering):
        open_slots(theirs, offered, coming_days(7))
