"""The benchmarks that need the product's processes, each as small as it gets: they run to their end."""

import pytest

from attune.bench.booking import measure_booking
from attune.bench.chart import measure_chart
from attune.bench.rush import measure_rush
from attune.bench.scratch import NO_PASSWORDS, Scratch
from attune.bench.signalling import measure_signalling
from attune.bench.web import measure_web
from tests.support import databases


@pytest.fixture
def scratch(committed_database) -> Scratch:
    return Scratch(committed_database, databases.admin_url(), NO_PASSWORDS)


def names(measured) -> list[str]:
    found = list(measured)
    assert all(one.value > 0 for one in found)
    return [one.name for one in found]


@pytest.mark.edition
def test_a_booking_with_money(scratch):
    assert names(measure_booking(scratch, rounds=1, booked=4)) == [
        "booking.transaction_ms",
        "booking.page_of_floor_per_second",
        "booking.page_of_statements_per_second",
        "booking.page_p99_ms",
    ]


def test_people_who_click_on_the_same_time(scratch):
    found = {one.name: (one.value, one.limit) for one in measure_rush(scratch, people=3)}

    assert found == {"storm.people_who_get_it": (1, 1), "storm.people_with_an_answer": (3, 3)}


def test_a_chart(scratch):
    found = names(measure_chart(scratch, entries=2, rounds=1))

    assert found == ["chart.sealing_ms", "chart.opening_ms", "chart.page_ms", "chart.session_page_ms"]


def test_a_visit(scratch):
    assert names(measure_signalling(scratch, rooms=2)) == ["signalling.relay_p99_ms", "signalling.join_p99_ms"]


def test_pages_and_endpoints(scratch):
    found = names(measure_web(scratch, rounds=1, sessions=2))

    assert (found[0], found[-1]) == ("web.mixed_per_second", "web.api_tasks_per_second")
