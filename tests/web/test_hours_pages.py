"""The page about hours, as its provider and as who keeps the practice's calendars see it."""

from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from attune.foundation.authorization import Role
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import scope
from attune.scheduling.queries.hours import availability_of, times_off_of
from attune.scheduling.rules.availability import WeeklyHours
from tests.scheduling.providers import a_provider, an_offering
from tests.support.world import World, cast, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]

MORNING = {"opens-1": ["09:00"], "closes-1": ["12:00"]}


@pytest.fixture
def world(db: None) -> World:
    return cast()


@pytest.fixture
def provider_id(world: World) -> UUID:
    with scope(world.a.practice_id):
        found = a_provider(world.a)
        an_offering(world.a, found)
    return found


@pytest.fixture
def browser(world: World, provider_id: UUID) -> Client:
    client = Client()
    sign_in(client, world.a[Role.PROVIDER])
    return client


def week_of(world: World, provider_id: UUID) -> list[WeeklyHours]:
    with scope(world.a.practice_id):
        return list(availability_of(provider_id).weekly)


def post(browser: Client, do: str, **told: object) -> tuple[int, str]:
    answer = browser.post(reverse("provider_hours"), {"do": do, **told})
    return answer.status_code, answer.content.decode()


def test_a_week_is_saved_and_its_times_are_shown(world, provider_id, browser):
    status, _ = post(browser, "save-week", **MORNING)

    page = browser.get(reverse("provider_hours")).content.decode()
    assert (status, week_of(world, provider_id)) == (302, [WeeklyHours(1, time(9), time(12))])
    assert "9:30 AM" in page


def test_who_keeps_calendars_sets_a_providers_hours(world, provider_id):
    browser = Client()
    sign_in(browser, world.a[Role.SCHEDULER])
    address = reverse("practice_provider_hours", kwargs={"provider_id": provider_id})

    shown = browser.get(address)
    saved = browser.post(address, {"do": "save-week", **MORNING})

    back = "Offerings" if settings.EDITION == "marketplace" else "Services"
    told = shown.content.decode()
    assert ("Priya Raman" in told, f"<span>{back}</span></a>" in told) == (True, True)
    assert (saved.status_code, saved.headers["Location"]) == (302, address)
    assert week_of(world, provider_id) == [WeeklyHours(1, time(9), time(12))]


def test_rows_are_added_copied_and_removed_without_being_saved(world, provider_id, browser):
    _, added = post(browser, "add-2", **MORNING)
    _, copied = post(browser, "copy-1", **MORNING, **{"copy-1": ["3", "5"]})
    _, removed = post(browser, "remove-1-0", **MORNING)

    assert 'id="opens-2-0"' in added
    assert [f'id="opens-{day}-0" name="opens-{day}" value="09:00"' in copied for day in (1, 2, 3, 5)] == [
        True,
        False,
        True,
        True,
    ]
    assert 'id="opens-1-0"' not in removed
    assert week_of(world, provider_id) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            {"opens-1": ["09:00", "11:45"], "closes-1": ["12:00", "14:00"]},
            "9:00 AM to 12:00 PM and 11:45 AM to 2:00 PM overlap on Monday.",
        ),
        ({"opens-1": ["09:00"], "closes-1": ["08:00"]}, "8:00 AM is not after 9:00 AM."),
        ({"opens-1": ["09:00"], "closes-1": [""]}, "Give both times, or remove this row."),
        ({"opens-1": ["25:00"], "closes-1": ["12:00"]}, "We cannot read 25:00."),
        ({"opens-1": ["09:10"], "closes-1": ["12:00"]}, "9:10 AM is no quarter hour."),
        ({**MORNING, "whose-1": ["0190b6f0-0000-7000-8000-000000000000"]}, "That is not offered any more."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, provider_id, browser, typed, told):
    status, page = post(browser, "save-week", **typed)

    assert status == 422
    assert told in page
    assert f'value="{typed["opens-1"][-1]}"' in page
    assert week_of(world, provider_id) == []


def test_the_preview_shows_hours_that_are_only_typed(world, provider_id, browser):
    every_day = {f"{part}-{day}": [at] for day in range(1, 8) for part, at in (("opens", "15:00"), ("closes", "16:00"))}

    answer = browser.post(reverse("provider_hours_preview"), every_day)

    assert answer.content.decode().count("<span>3:00 PM</span>") >= 12
    assert week_of(world, provider_id) == []


@pytest.mark.parametrize(
    ("around", "opens", "closes", "told", "times"),
    [
        ("2027-03-12", "01:30", "04:30", "After 1:59 AM comes 3:00 AM.", {"3:30 AM"}),
        ("2027-11-05", "00:30", "03:30", "After 1:59 AM comes 1:00 AM again.", {"1:30 AM", "1:30 AM again"}),
    ],
)
def test_the_preview_knows_the_gap_and_the_fold(browser, around, opens, closes, told, times):
    move_clock(datetime.fromisoformat(f"{around}T12:00:00+00:00") - datetime.now(UTC))

    page = browser.post(reverse("provider_hours_preview"), {"opens-7": [opens], "closes-7": [closes]}).content.decode()

    sunday = page.split('<li class="preview-day')[3]
    assert told in page
    assert {time for time in times if f"<span>{time}</span>" in sunday} == times
    assert "<span>2:00 AM</span>" not in sunday or "again" in told


@pytest.mark.parametrize(
    ("on_date", "opens", "told"),
    [
        ("2027-03-14", "02:30", "2:30 AM does not exist on Sun, March 14, 2027"),
        ("2027-11-07", "01:30", "1:30 AM comes twice on Sun, November 7, 2027"),
    ],
)
def test_a_local_time_that_is_missing_or_comes_twice_is_refused_at_its_field(browser, on_date, opens, told):
    typed = {"date-on_date": on_date, "date-what": "open", "date-opens": opens, "date-closes": "06:00"}

    status, page = post(browser, "add-date", **typed)

    assert status == 422
    assert told in page
    assert f'value="{opens}"' in page


def test_a_date_and_a_time_off_are_added_and_removed(world, provider_id, browser):
    post(browser, "add-date", **{"date-on_date": "2027-07-05", "date-what": "closed"})
    post(browser, "add-time-off", **{"off-first_day": "2027-08-01", "off-last_day": "2027-08-14"})
    page = browser.get(reverse("provider_hours")).content.decode()
    with scope(world.a.practice_id):
        (kept,) = times_off_of(provider_id)
    post(browser, "remove-date", date="2027-07-05")
    post(browser, "remove-time-off", time_off=str(kept.time_off_id))

    assert "Mon, July 5, 2027" in page
    assert "Sun, August 1, 2027 to Sat, August 14, 2027" in page
    with scope(world.a.practice_id):
        assert (availability_of(provider_id).overrides, times_off_of(provider_id)) == ((), ())


def test_a_time_off_that_ends_first_is_refused(browser):
    status, page = post(browser, "add-time-off", **{"off-first_day": "2027-08-14", "off-last_day": "2027-08-01"})

    assert (status, "That would end before it starts." in page) == (422, True)


def test_another_providers_time_off_is_not_there(browser):
    status, _ = post(browser, "remove-time-off", time_off="0190b6f0-0000-7000-8000-000000000000")

    assert status == 404


def test_who_is_no_provider_yet_is_told_so(world):
    browser = Client()
    sign_in(browser, world.a[Role.PROVIDER])

    for name in ("provider_hours", "provider_offerings", "provider_add_offering"):
        assert "Not set up yet" in browser.get(reverse(name)).content.decode()
