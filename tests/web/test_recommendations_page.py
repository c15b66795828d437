"""The page of recommendations, for strangers and for who is signed in."""

import pytest
from django.http import HttpResponse
from django.test import Client

from attune.foundation.policies import policy
from attune.matching.rules.policy import MatchingPolicy
from attune.patients.rules.given import Paying, Times, Wishes
from attune.web.onboarding.visitor import COOKIE, remember
from tests.matching.team import answered, clinician, practice, seeker
from tests.support.world import person, sign_in

pytestmark = pytest.mark.edition
ADDRESS = "/start/matches"
IS_ASSIGNED = policy(MatchingPolicy).is_assigned


def remembered(actor) -> Client:
    """Return a browser that remembers who answered in it."""
    client, response = Client(), HttpResponse()
    remember(response, actor.person_id)
    client.cookies[COOKIE] = response.cookies[COOKIE].value
    return client


def told(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_sees_who_fits_why_when_and_for_how_much(db):
    clinician(practice(), "Priya Raman", specialties=("anxiety",))

    page = told(remembered(answered(seeker())))

    assert "Priya Raman, PhD" in page
    assert "Works with anxiety" in page
    assert "Of 1 person licensed in New York, 1 meets everything you said you must have." in page
    assert "$150.00" in page
    assert ("Your care team match" if IS_ASSIGNED else "One who fits you") in page
    assert page.count('class="slot slot-stack"') == 3


def test_who_is_signed_in_sees_the_same_on_the_clock_of_their_account(db):
    clinician(practice(), "Priya Raman")
    member = person("seeker@example.org", "Marisol Vega")
    answered(seeker(member.person_id))
    client = Client()
    sign_in(client, member)

    page, as_stranger = told(client), told(remembered(answered(seeker())))

    assert "Priya Raman, PhD" in page
    assert ("Mountain" in page, "Eastern" in page) == (True, False)
    assert ("Mountain" in as_stranger, "Eastern" in as_stranger) == (False, True)


def test_who_answered_nothing_is_led_to_the_questions(db):
    answers = [Client().get(ADDRESS), remembered(seeker()).get(ADDRESS)]

    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(302, "/start")] * 2


def test_three_are_shown_at_first_and_others_on_request(db):
    here = practice()
    for number in range(5):
        clinician(here, f"Therapist {number}")
    client = remembered(answered(seeker()))

    first, all_of_them = told(client), told(client, f"{ADDRESS}?others=yes")

    assert (first.count("<article"), all_of_them.count("<article")) == (3, 5)
    assert "Show 2 more" in first
    assert "Show " not in all_of_them


def test_where_nobody_fits_it_says_what_to_change_with_counts_and_a_way_on(db):
    here = practice()
    clinician(here, "Too dear", price_minor=30_000)
    clinician(here, "Too dear as well", price_minor=30_000)
    clinician(here, "Too far", places=("in_person",))

    page = told(remembered(answered(seeker(), Times(("video",)), Paying("self_pay", 15_000))))

    assert "Nobody fits everything yet" in page
    assert "<article" not in page
    assert "A higher limit on the price" in page
    assert "2 more people" in page
    assert "1 more person" in page
    assert "I will be in another state" in page
    assert "/help-now" in page


def test_a_state_without_anybody_says_so(db):
    page = told(remembered(answered(seeker(), state="WY")))

    assert "Nobody who can be booked here is licensed in Wyoming yet." in page
    assert "A therapist may only see you where they are licensed." in page


def test_a_wish_that_is_not_met_is_said(db):
    clinician(practice(), gender="man")

    page = told(remembered(answered(seeker(), Wishes(gender="woman"))))

    assert "Not as you wished: Woman" in page


def test_a_cookie_somebody_made_up_shows_nothing(db):
    client = Client()
    client.cookies[COOKIE] = "made-up"

    assert client.get(ADDRESS).headers["Location"] == "/start"


def test_the_page_is_kept_by_no_cache_and_its_address_tells_nothing(db):
    clinician(practice())

    answer = remembered(answered(seeker())).get(ADDRESS)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "anxiety" not in ADDRESS


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_who_fits(db, django_assert_num_queries, count):
    here = practice()
    for number in range(count):
        clinician(here, f"Therapist {number}")
    client = remembered(answered(seeker()))
    client.get(ADDRESS)

    with django_assert_num_queries(20 if IS_ASSIGNED else 11):
        assert told(client).count("<article") == count
