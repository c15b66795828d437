"""Setting hours, dates and times off: who may, what is kept, what is refused, and what is told."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from attune.credentialing.errors import NoSuchProvider
from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.scheduling.actions.set_override import remove_override, set_override
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.actions.time_off import add_time_off, remove_time_off
from attune.scheduling.errors import (
    EndsBeforeStart,
    HoursOverlap,
    IsOver,
    NoSuchOffering,
    NoSuchTimeOff,
)
from attune.scheduling.facts import HOURS_CHANGED
from attune.scheduling.queries.hours import availability_of, times_off_of
from attune.scheduling.rules.availability import DateOverride, DayHours, TimeOff, WeeklyHours
from tests.scheduling.providers import a_provider, an_offering
from tests.support.audit import actions_recorded
from tests.support.facts import heard_of

pytestmark = pytest.mark.edition

MORNINGS = [WeeklyHours(1, time(9), time(12)), WeeklyHours(2, time(9), time(0))]


@pytest.fixture
def told():
    with heard_of(HOURS_CHANGED) as references:
        yield references


def soon(days: int = 7) -> date:
    return now().date() + timedelta(days=days)


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER])
def test_a_week_is_kept_as_it_was_set(calendar, told, role):
    an_offering_id = an_offering(calendar.world.a, calendar.provider_id)
    week = [*MORNINGS, WeeklyHours(1, time(18), time(20), an_offering_id)]

    set_weekly_hours(calendar.actor(Role.OWNER), provider_id=calendar.provider_id, hours=MORNINGS)
    set_weekly_hours(calendar.actor(role), provider_id=calendar.provider_id, hours=week)

    kept = availability_of(calendar.provider_id).weekly
    assert sorted(kept, key=lambda one: (one.weekday, one.opens)) == [week[0], week[2], week[1]]
    assert told == [calendar.provider_id] * 2


def test_setting_the_same_week_again_changes_and_tells_nothing(calendar, told):
    actor = calendar.actor(Role.PROVIDER)

    set_weekly_hours(actor, provider_id=calendar.provider_id, hours=MORNINGS)
    set_weekly_hours(actor, provider_id=calendar.provider_id, hours=list(reversed(MORNINGS)))

    assert told == [calendar.provider_id]
    assert actions_recorded("scheduling.hours") == ["scheduling.hours.weekly_set"]


@pytest.mark.parametrize("role", [Role.BILLER, Role.AUDITOR, Role.SUPERVISOR])
def test_who_does_not_keep_calendars_may_not_set_hours(calendar, role):
    actor, whose = calendar.actor(role), calendar.provider_id
    off = TimeOff(soon(), soon(9))

    with pytest.raises(NotPermitted):
        set_weekly_hours(actor, provider_id=whose, hours=MORNINGS)
    with pytest.raises(NotPermitted):
        set_override(actor, provider_id=whose, on_date=soon())
    with pytest.raises(NotPermitted):
        remove_override(actor, provider_id=whose, on_date=soon())
    with pytest.raises(NotPermitted):
        add_time_off(actor, provider_id=whose, off=off)
    kept = add_time_off(calendar.actor(Role.PROVIDER), provider_id=whose, off=off)
    with pytest.raises(NotPermitted):
        remove_time_off(actor, time_off_id=kept)


def test_a_provider_sets_no_colleagues_hours(calendar):
    colleague = replace(calendar.actor(Role.PROVIDER), person_id=new_id())

    with pytest.raises(NotPermitted):
        set_weekly_hours(colleague, provider_id=calendar.provider_id, hours=MORNINGS)


def test_a_provider_of_nowhere_is_not_there(calendar):
    with pytest.raises(NoSuchProvider):
        set_weekly_hours(calendar.actor(Role.OWNER), provider_id=new_id(), hours=MORNINGS)


def test_another_practices_provider_is_not_there(world):
    if world.b is None:
        pytest.skip("the clinic has one practice")
    with scope(world.b.practice_id):
        theirs = a_provider(world.b)

    with scope(world.a.practice_id), pytest.raises(NoSuchProvider):
        set_weekly_hours(world.a[Role.OWNER].actor, provider_id=theirs, hours=MORNINGS)


def test_a_week_that_cannot_be_leaves_the_old_one(calendar):
    actor, whose = calendar.actor(Role.PROVIDER), calendar.provider_id
    set_weekly_hours(actor, provider_id=whose, hours=MORNINGS)

    with pytest.raises(HoursOverlap):
        set_weekly_hours(actor, provider_id=whose, hours=[*MORNINGS, WeeklyHours(1, time(11), time(14))])
    with pytest.raises(NoSuchOffering):
        set_weekly_hours(actor, provider_id=whose, hours=[WeeklyHours(1, time(9), time(10), new_id())])

    assert list(availability_of(whose).weekly) == MORNINGS


def test_a_date_has_its_own_hours_until_it_is_given_back(calendar, told):
    actor, whose, day = calendar.actor(Role.PROVIDER), calendar.provider_id, soon()
    hours = (DayHours(time(9), time(10)), DayHours(time(12), time(0)))

    set_override(actor, provider_id=whose, on_date=day)
    closed = availability_of(whose).overrides
    set_override(actor, provider_id=whose, on_date=day, hours=hours)
    opened = availability_of(whose).overrides
    remove_override(actor, provider_id=whose, on_date=day)
    remove_override(actor, provider_id=whose, on_date=day)

    assert closed == (DateOverride(day),)
    assert opened == (DateOverride(day, hours),)
    assert availability_of(whose).overrides == ()
    assert told == [whose] * 3


def test_a_date_that_is_over_keeps_what_it_had(calendar):
    with pytest.raises(IsOver):
        set_override(calendar.actor(Role.PROVIDER), provider_id=calendar.provider_id, on_date=soon(-2))


def test_a_time_off_is_kept_until_it_is_removed(calendar, told):
    actor, whose = calendar.actor(Role.PROVIDER), calendar.provider_id
    off = TimeOff(soon(), soon(), time(9), time(15, 20))

    kept = add_time_off(actor, provider_id=whose, off=off)
    found = times_off_of(whose)
    remove_time_off(actor, time_off_id=kept)

    assert [(one.time_off_id, one.off) for one in found] == [(kept, off)]
    assert availability_of(whose).time_off == ()
    assert told == [whose] * 2
    with pytest.raises(NoSuchTimeOff):
        remove_time_off(actor, time_off_id=kept)


def test_a_time_off_that_ends_before_it_starts_is_refused(calendar):
    with pytest.raises(EndsBeforeStart):
        add_time_off(calendar.actor(Role.PROVIDER), provider_id=calendar.provider_id, off=TimeOff(soon(3), soon(2)))
