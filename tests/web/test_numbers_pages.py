"""The pages of numbers: a range, charts with their tables, and the same tables as files."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from attune.foundation.authorization import Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.insights.actions.count_days import count_days
from attune.insights.models import OpenDay
from attune.web.numbers.charts import hours
from tests.scheduling.booking import bookable
from tests.support.world import ZONE, World, cast, sign_in

pytestmark = pytest.mark.edition


@pytest.fixture
def owner(committed_database: str) -> Client:
    world: World = cast()
    client = Client()
    sign_in(client, world.a[Role.OWNER])
    return client


def test_the_owner_sees_five_charts_each_with_the_table_behind_it(owner):
    page = owner.get("/practice/numbers").content.decode()

    assert page.count('<figure class="chart') == 5
    assert page.count("Show the numbers") == 5
    assert "No open hours were counted in these days." in page
    assert "How much is booked?" in page
    assert "not shown" in page
    assert "Nothing was counted in these days." in page


def test_the_table_behind_a_chart_is_a_file(owner):
    answer = owner.get("/practice/numbers/bookings.csv?since=2027-03-01&until=2027-03-14")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Week from,Booked,Took place,Missed,Canceled late",
        '"March 1, 2027",0,0,0,0',
        '"March 8, 2027",0,0,0,0',
        "All,0,0,0,0",
    ]
    assert owner.get("/practice/numbers/people.csv").status_code == 404


def test_how_full_calendars_are_is_told_by_week_and_by_provider(committed_database):
    practice, today = cast().a, now().astimezone(ZoneInfo(ZONE)).date()
    with scope(practice.practice_id):
        where = bookable(practice)
        count_days(system_actor(practice.practice_id))
    client = Client()
    sign_in(client, practice[Role.OWNER])

    page = client.get("/practice/numbers").content.decode()
    by_week = client.get(f"/practice/numbers/fill.csv?since={today}&until={today}").content.decode().splitlines()
    by_provider = client.get("/practice/numbers/providers.csv").content.decode().splitlines()

    with where.open():
        opened = hours(OpenDay.objects.get().open_minutes)
    assert "0% of the open hours were booked: 0 of" in page
    assert by_week[0] == "Week from,Open hours,Booked hours,Booked"
    assert by_week[-1] == f"All,{opened},0,0%"
    assert by_provider == ["Provider,Open hours,Booked hours,Booked", f"Maria Testerson,{opened},0,0%"]


def test_the_platform_is_not_told_who_gives_care(committed_database):
    client = Client()
    sign_in(client, cast().platform[Role.FINANCE])

    assert client.get("/operate/insights/providers.csv").status_code == 404


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("since=2027-03-02&until=2027-03-01", "This is before the first day."),
        ("since=2025-01-01&until=2027-03-01", "This is more than a year."),
        ("since=yesterday", "Enter a valid date."),
    ],
)
def test_a_range_that_cannot_be_is_refused_beside_its_field(owner, question, told):
    answer = owner.get(f"/practice/numbers?{question}")

    assert answer.status_code == 422
    assert told in answer.content.decode()
