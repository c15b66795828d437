"""The page of free times, for anybody."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from attune.directory.rules import start_bits
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.patients.rules.answers import Step
from attune.web.booking.choice import COOKIE
from attune.web.booking.times import Clocks, close_to, picker
from attune.web.directory import zone
from tests.directory.listings import offering, provider, publish
from tests.support.world import person, sign_in
from tests.web.onboarding.asking import give

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

DENVER, NEW_YORK = ZoneInfo("America/Denver"), ZoneInfo("America/New_York")


def free_tomorrow(*hours: int, **changes):
    """Publish a provider in New York who is free tomorrow at these hours (UTC); return offering and starts."""
    today = now().date()
    starts = [start_bits.midnight(today + timedelta(days=1)) + timedelta(hours=hour) for hour in hours]
    bits = 0
    for start in starts:
        index = start_bits.index_of(start, base_day=today)
        bits |= start_bits.between(index, index + 1)
    offered = offering(starts=bits, **changes)
    publish(provider(offered, today=today))
    return offered, starts


def page(client: Client, offering_id, **query):
    return client.get(reverse("choose_time", args=[offering_id]), query)


def choose(client: Client, offering_id, **posted):
    return client.post(reverse("choose_time", args=[offering_id]), posted)


def without_token(response) -> str:
    return re.sub(r"hx-headers=.[^}]*}.", "", response.content.decode())


def test_anybody_sees_what_is_free_on_the_providers_clock():
    offered, _ = free_tomorrow(14, 20)

    response = page(Client(), offered.offering_id)

    text = response.content.decode()
    assert response.status_code == 200
    assert text.count('name="starts_at"') == 2
    assert ("Times are in <b>Eastern" in text, "Your time" in text) == (True, False)


def test_a_strangers_device_or_answers_say_on_whose_clock_the_times_are():
    offered, _ = free_tomorrow(16)
    client = Client()
    unknown = page(client, offered.offering_id).content.decode()
    client.cookies[zone.COOKIE] = "America/Chicago"
    by_device = page(client, offered.offering_id).content.decode()
    for step in (Step.CONCERNS, Step.WHO, Step.WHERE):
        give(client, step)
    by_answers = page(client, offered.offering_id).content.decode()

    assert ("Times are in <b>Eastern" in unknown, 'data-public-zone="America/New_York"' in unknown) == (True, True)
    assert ("Your time, <b>Central" in by_device, 'data-public-zone="America/Chicago"' in by_device) == (True, True)
    assert ("Your time, <b>Mountain" in by_answers, "data-public-zone" in by_answers) == (True, False)


def test_whoever_is_signed_in_sees_their_own_clock_and_by_how_much_the_other_differs():
    offered, _ = free_tomorrow(16)
    client, patient = Client(), person("mina@example.org", "Mina Lund")
    sign_in(client, patient)

    text = page(client, offered.offering_id).content.decode()

    assert ("Your time, <b>Mountain" in text, "Dana Reyes is in Eastern time, 2 hours later." in text) == (True, True)


def test_a_chosen_time_is_kept_until_there_is_an_account():
    offered, (start,) = free_tomorrow(16)
    client = Client()

    response = choose(client, offered.offering_id, starts_at=start.isoformat(), place="video")

    assert response.status_code == 302
    assert str(offered.offering_id) not in response.headers["Location"]
    assert COOKIE in client.cookies


def test_a_time_that_went_meanwhile_is_told_with_others_close_to_it():
    offered, (start, _) = free_tomorrow(16, 18)
    gone = start - timedelta(hours=1)

    response = choose(Client(), offered.offering_id, starts_at=gone.isoformat(), place="video")

    text = response.content.decode()
    assert (response.status_code, "is not free any more" in text, "Free close to it" in text) == (409, True, True)


@pytest.mark.parametrize("told", ["", "tomorrow", "2027-03-17T10:00:00", "9" * 400])
def test_what_is_no_time_is_refused_and_the_page_stays(told):
    offered, _ = free_tomorrow(16)

    response = choose(Client(), offered.offering_id, starts_at=told, place="video")

    assert (response.status_code, "No time is chosen yet." in response.content.decode()) == (422, True)


def test_an_offering_that_is_not_there_and_one_that_is_not_bookable_any_more_look_the_same():
    offered = offering()
    publish(provider(offered, bookable_until={"NY": now() - timedelta(days=1)}))

    pages = [page(Client(), one) for one in (offered.offering_id, new_id())]

    assert [one.status_code for one in pages] == [404, 404]
    assert without_token(pages[0]) == without_token(pages[1])
    assert "There are others who can see you." in pages[0].content.decode()


def test_a_day_without_times_says_so_and_days_that_cannot_be_are_ignored():
    offered, (start,) = free_tomorrow(16)
    empty = (start + timedelta(days=3)).date().isoformat()

    texts = [page(Client(), offered.offering_id, day=day).content.decode() for day in (empty, "2027-02-30", "x")]

    assert ["Nothing is free on this day." in text for text in texts] == [True, False, False]


def test_times_of_the_fold_are_two_keys():
    night = datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    clocks = Clocks(NEW_YORK, NEW_YORK, "Dana Reyes")

    drawn = picker([night, night + timedelta(hours=1)], clocks=clocks, now=night, url_of_day=str)

    (part,) = drawn.parts
    assert len({slot.value for slot in part.slots}) == 2


def test_a_day_is_the_viewers_day():
    late = datetime(2027, 3, 18, 3, 0, tzinfo=UTC)

    days = [
        next(day.value for day in picker([late], clocks=Clocks(zone, NEW_YORK, ""), now=late, url_of_day=str).days)
        for zone in (DENVER, ZoneInfo("Europe/Berlin"))
    ]

    assert days == ["2027-03-17", "2027-03-18"]


def test_close_to_a_time_are_the_nearest_in_their_order():
    at = [datetime(2027, 3, 18, hour, 0, tzinfo=UTC) for hour in (8, 12, 15, 16, 22)]

    assert close_to(at, at[2]) == (at[1], at[2], at[3])
