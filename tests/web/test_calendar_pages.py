"""The calendars: what they show to whom, and what their forms do, without JavaScript."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.models import ClearanceDecision
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.actions.set_override import set_override
from attune.scheduling.actions.time_off import add_time_off
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.rules.availability import DayHours, TimeOff
from attune.web.calendar.open_week import OpenWeek
from tests.scheduling.booking import Bookable, at, bookable, booked, chart_of, group_of, hold
from tests.scheduling.providers import an_offering
from tests.support.world import ZONE, CastMember, World, cast, sign_in

pytestmark = pytest.mark.edition
MOUNTAIN = ZoneInfo(ZONE)


@pytest.fixture
def world(committed_database: str) -> World:
    return cast()


@pytest.fixture
def where(world: World) -> Bookable:
    with scope(world.a.practice_id):
        return bookable(world.a)


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def a_session(where: Bookable, hour: int = 11, name: str = "Ana Reyes") -> Appointment:
    """Let somebody new have a session booked, three days from now."""
    with where.open():
        someone = where.patient()
        chart_of(someone, name)
        return Appointment.objects.get(id=booked(where, someone, at(hour)).appointment_id)


def begin_now(found: Appointment) -> None:
    with scope(found.practice_id):
        moment = now() - timedelta(minutes=5)
        Appointment.objects.filter(id=found.id).update(starts_at=moment, ends_at=moment + timedelta(minutes=50))


def test_a_provider_sees_their_week_on_their_own_clock_with_names(where: Bookable):
    a_session(where)
    with where.open():
        hold(where, where.patient(), at(14))
    monday = at(11).astimezone(MOUNTAIN).date()
    provider = browser(where.practice[Role.PROVIDER])

    page = provider.get("/provider/calendar", {"week": str(monday)}).content.decode()
    told = json.loads(provider.get("/provider/calendar/feed", {"week": str(monday)}).content)["sessions"]

    assert "Ana Reyes" in page
    assert "9:00 AM, video" in page
    assert [(one["title"], one["start"][11:16], one["startEditable"]) for one in told] == [
        ("Ana Reyes", "09:00", True),
        ("Being booked", "12:00", False),
    ]


def test_what_is_closed_is_told_on_the_viewers_clock_by_dates_that_differ_and_time_off(where: Bookable):
    day = at(11).astimezone(MOUNTAIN).date()
    monday = day - timedelta(days=day.weekday())
    late, away = monday + timedelta(days=8), monday + timedelta(days=9)
    with where.open():
        set_override(where.provider, provider_id=where.provider_id, on_date=late, hours=[DayHours(time(12), time(13))])
        add_time_off(where.provider, provider_id=where.provider_id, off=TimeOff(away, away + timedelta(days=1)))
    a_session(where)
    provider, desk = browser(where.practice[Role.PROVIDER]), browser(where.practice[Role.SCHEDULER])
    after, everybody = {"week": str(late)}, "/practice/calendar/feed"

    closed = json.loads(provider.get("/provider/calendar/feed", after).content)["closed"]
    page = provider.get("/provider/calendar", {"week": str(day)}).content.decode()

    weekday = [f"{monday + timedelta(days=number)}T{hour}:00:00" for number in range(7, 14) for hour in ("07", "15")]
    weekday[2:6] = [f"{late}T10:00:00", f"{late}T11:00:00"]
    ends = [f"{monday + timedelta(days=7)}T00:00:00", *weekday, f"{monday + timedelta(days=14)}T00:00:00"]
    assert closed == [{"start": start, "end": end} for start, end in zip(ends[::2], ends[1::2], strict=True)]
    assert "1 session, open for 56 hours" in page
    assert "Open 7:00 AM – 3:00 PM" in page
    assert 'data-from="07:00:00" data-to="21:00:00"' in page
    assert json.loads(desk.get(everybody, after).content)["closed"] == []
    assert json.loads(desk.get(everybody, after | {"provider": str(new_id())}).content)["closed"] == []
    assert json.loads(desk.get(everybody, after | {"provider": str(where.provider_id)}).content)["closed"] == closed


def test_the_calendar_goes_on_for_as_long_as_anything_is_open_or_on():
    day = datetime(2027, 3, 17, tzinfo=MOUNTAIN)
    week = OpenWeek(Interval(day, day + timedelta(days=7)), MOUNTAIN)

    def hours(start: timedelta, end: timedelta, opened: OpenWeek = week) -> tuple[int, int]:
        return opened.hours_shown([Interval(day + start, day + end)])

    late = replace(week, openings=(Interval(day + timedelta(hours=5, minutes=30), day + timedelta(hours=22)),))
    assert week.hours_shown([]) == (7, 21)
    assert hours(timedelta(hours=6, minutes=45), timedelta(hours=7, minutes=35)) == (6, 21)
    assert hours(timedelta(hours=21), timedelta(hours=21, minutes=50)) == (7, 22)
    assert hours(timedelta(hours=23), timedelta(hours=24)) == (7, 24)
    assert hours(timedelta(hours=23, minutes=30), timedelta(hours=24, minutes=20)) == (0, 24)
    assert hours(timedelta(hours=12), timedelta(hours=13), late) == (5, 22)


def test_a_providers_home_page_shows_the_sessions_that_come_next(where: Bookable):
    provider = browser(where.practice[Role.PROVIDER])
    before = provider.get("/provider").content.decode()
    a_session(where)

    page = provider.get("/provider").content.decode()

    assert "Nobody has booked in the next seven days." in before
    assert "Ana Reyes" in page
    assert "9:00 AM, video" in page
    assert "Your next sessions" not in browser(where.practice[Role.OWNER]).get("/practice").content.decode()


def test_who_may_not_see_who_comes_sees_when_only(where: Bookable):
    a_session(where)
    week = {"week": str(at(11).astimezone(MOUNTAIN).date())}

    shown = {
        role: "Ana Reyes" in browser(where.practice[role]).get("/practice/calendar", week).content.decode()
        for role in (Role.OWNER, Role.SCHEDULER, Role.ADMINISTRATOR)
    }

    assert shown == {Role.OWNER: False, Role.SCHEDULER: True, Role.ADMINISTRATOR: True}


def test_the_title_of_every_page_is_neutral(where: Bookable):
    found = a_session(where)
    provider = browser(where.practice[Role.PROVIDER])

    titles = [
        provider.get(address).content.decode().split("<title>")[1].split("</title>")[0]
        for address in ("/provider/calendar", f"/provider/calendar/{found.id}")
    ]

    assert [title.split(" · ")[0] for title in titles] == ["Calendar", "Session"]


def test_a_provider_moves_a_session_by_the_form(where: Bookable):
    found = a_session(where)
    provider, address = browser(where.practice[Role.PROVIDER]), f"/provider/calendar/{found.id}"
    day = at(11).astimezone(MOUNTAIN).date()

    moved = provider.post(f"{address}/move", {"on_date": str(day), "at_time": "13:15", "sequence": "0"})
    old = provider.post(f"{address}/move", {"on_date": str(day), "at_time": "15:00", "sequence": "0"})

    assert (moved.status_code, moved.headers["Location"]) == (302, address)
    assert old.status_code == 422
    assert "Somebody changed this session meanwhile" in old.content.decode()
    with where.open():
        assert Appointment.objects.get().starts_at == at(15, 15)


def test_a_drag_is_answered_in_a_sentence(where: Bookable):
    found, other = a_session(where), a_session(where, 14, "Ben Ode")
    provider = browser(where.practice[Role.PROVIDER])
    day = at(11).astimezone(MOUNTAIN).date()

    def dragged(to: str) -> tuple[int, dict[str, str]]:
        asked = {"on_date": str(day), "at_time": to, "sequence": "0"}
        answer = provider.post(f"/provider/calendar/{found.id}/move", asked, headers={"Accept": "application/json"})
        return answer.status_code, json.loads(answer.content)

    onto_another, free = dragged("12:15"), dragged("10:00")

    assert onto_another[0] == 409
    assert onto_another[1]["problem"].startswith("Something else is at this time already.")
    assert (free[0], [*free[1]]) == (200, ["moved"])
    with where.open():
        assert set(Appointment.objects.values_list("id", "starts_at")) == {(found.id, at(12)), (other.id, at(14))}


def test_a_time_that_the_clock_skips_or_shows_twice_is_refused_in_words(where: Bookable):
    found = a_session(where)
    provider = browser(where.practice[Role.PROVIDER])

    told = [
        provider.post(f"/provider/calendar/{found.id}/move", {"on_date": day, "at_time": time, "sequence": "0"})
        for day, time in (("2027-03-14", "02:30"), ("2027-11-07", "01:30"))
    ]

    assert [answer.status_code for answer in told] == [422, 422]
    assert all("does not exist or exists twice" in answer.content.decode() for answer in told)


def test_a_move_that_clearance_refuses_keeps_the_decision(where: Bookable):
    found = a_session(where)
    with where.open():
        suspend_provider(where.practice[Role.OWNER].actor, provider_id=where.provider_id, reason="Complaint")
    day = at(11).astimezone(MOUNTAIN).date()

    refused = browser(where.practice[Role.SCHEDULER]).post(
        f"/practice/calendar/{found.id}/move", {"on_date": str(day), "at_time": "13:15", "sequence": "0"}
    )

    with where.open():
        kept = ClearanceDecision.objects.filter(is_cleared=False).values_list("reasons", flat=True)
        assert list(kept) == [["suspended"]]
        assert Appointment.objects.get().starts_at == at(11)
    assert refused.status_code == 422


def test_a_session_is_canceled_with_a_reason(where: Bookable):
    found = a_session(where)
    provider, address = browser(where.practice[Role.PROVIDER]), f"/provider/calendar/{found.id}/cancel"

    without = provider.post(address, {"reason": ""})
    with_one = provider.post(address, {"reason": "Ill"})

    assert (without.status_code, with_one.status_code) == (422, 302)
    with where.open():
        assert Appointment.objects.get().state == "canceled"


def test_who_came_is_marked_on_the_roster_once_it_has_begun(where: Bookable):
    found = a_session(where)
    provider = browser(where.practice[Role.PROVIDER])
    with where.open():
        seat_id = Seat.objects.get().id
    address = f"/provider/calendar/seats/{seat_id}/attendance"

    early = provider.post(address, {"came": "no"}, follow=True).content.decode()
    begin_now(found)
    later = provider.post(address, {"came": "no"}, follow=True).content.decode()

    assert "once the session has begun" in early
    assert "Did not come" in later
    with where.open():
        assert Seat.objects.get().state == "missed"


def test_a_groups_roster_names_everybody(where: Bookable):
    with where.open():
        group = replace(where, offering_id=an_offering(where.practice, where.provider_id, group_of(8)))
    for name in ("Ana Reyes", "Ben Ode"):
        found = a_session(group, 11, name)
    provider = browser(where.practice[Role.PROVIDER])

    page = provider.get(f"/provider/calendar/{found.id}").content.decode()
    week = provider.get("/provider/calendar", {"week": str(at(11).date())}).content.decode()

    assert "Ana Reyes" in page
    assert "Ben Ode" in page
    assert "2 of 8" in week
    assert "Ana Reyes" not in week


def test_a_colleagues_session_is_not_there(where: Bookable):
    with scope(where.practice.practice_id):
        colleague = bookable(where.practice, person_id=where.practice[Role.OWNER].person_id, npi="1456000011")
    found = a_session(colleague)
    provider, desk = browser(where.practice[Role.PROVIDER]), browser(where.practice[Role.SCHEDULER])

    assert provider.get(f"/provider/calendar/{found.id}").status_code == 404
    assert desk.get(f"/practice/calendar/{found.id}").status_code == 200


@pytest.mark.parametrize("asked", ["", "yesterday", "2026-13-45", "9999-12-31", "0001-01-01"])
def test_a_week_that_is_none_is_this_one(where: Bookable, asked: str):
    assert browser(where.practice[Role.PROVIDER]).get("/provider/calendar", {"week": asked}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_sessions(where: Bookable):
    provider = browser(where.practice[Role.PROVIDER])
    week = {"week": str(at(11).date())}
    counts = []
    for hours in ((9,), (11, 14)):
        for hour in hours:
            a_session(where, hour, f"Patient {hour}")
        provider.get("/provider/calendar", week)
        with CaptureQueriesContext(connection) as captured:
            provider.get("/provider/calendar", week)
        counts.append(len(captured))

    assert counts[0] == counts[1]
