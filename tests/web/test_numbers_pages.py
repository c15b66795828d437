"""The pages of numbers: a range, charts with their tables, and the same tables as files."""

import pytest
from django.test import Client

from attune.foundation.authorization import Role
from tests.support.world import World, cast, sign_in

pytestmark = pytest.mark.edition


@pytest.fixture
def owner(committed_database: str) -> Client:
    world: World = cast()
    client = Client()
    sign_in(client, world.a[Role.OWNER])
    return client


def test_the_owner_sees_three_charts_each_with_the_table_behind_it(owner):
    page = owner.get("/practice/numbers").content.decode()

    assert page.count('<figure class="chart') == 3
    assert page.count("Show the numbers") == 3
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
