"""The pages about offerings: a provider's own, and the whole practice's."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.money import Money
from attune.scheduling.queries.offerings import offering, offerings
from attune.scheduling.rules.offering_policy import OfferingPolicy, PricesSetBy
from tests.scheduling.providers import TERMS, a_provider, an_offering
from tests.support.world import World, cast, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]

TYPED = {
    "name": "Couples",
    "format": "couple",
    "seats_max": "8",
    "places": ["video", "phone"],
    "minutes": "80",
    "price": "220.50",
    "step_minutes": "60",
    "buffer_before_minutes": "0",
    "buffer_after_minutes": "15",
    "notice_minutes_min": "1440",
    "horizon_days": "60",
    "takes_new_patients": "no",
}
WANTED = replace(
    TERMS,
    name="Couples",
    format="couple",
    places=("video", "phone"),
    minutes=80,
    price=Money(22_050),
    step_minutes=60,
    buffer_after_minutes=15,
    notice_minutes_min=1440,
    horizon_days=60,
    takes_new_patients=False,
)


@pytest.fixture
def world(db: None) -> World:
    return cast()


@pytest.fixture
def provider_id(world: World) -> UUID:
    with scope(world.a.practice_id):
        return a_provider(world.a)


def browser_of(world: World, role: Role) -> Client:
    client = Client()
    sign_in(client, world.a[role])
    return client


def kept(world: World) -> list[object]:
    with scope(world.a.practice_id):
        return [one.terms for one in offerings(world.a[Role.OWNER].actor)]


def test_an_owner_adds_an_offering_for_a_provider(world, provider_id):
    browser = browser_of(world, Role.OWNER)

    answer = browser.post(reverse("practice_add_offering"), {**TYPED, "provider": str(provider_id)})

    page = browser.get(reverse("practice_offerings")).content.decode()
    assert (answer.status_code, kept(world)) == (302, [WANTED])
    assert ("$220.50" in page, "Priya Raman" in page) == (True, True)


def test_a_provider_adds_their_own_where_providers_set_prices(world, provider_id):
    browser = browser_of(world, Role.PROVIDER)

    answer = browser.post(reverse("provider_add_offering"), TYPED)

    is_theirs = policy(OfferingPolicy).prices_set_by is PricesSetBy.PROVIDERS
    assert (answer.status_code, kept(world)) == ((302, [WANTED]) if is_theirs else (200, []))
    assert ("Prices are set elsewhere" in answer.content.decode()) == (not is_theirs)


def test_a_scheduler_changes_all_but_the_price(world, provider_id):
    with scope(world.a.practice_id):
        offering_id = an_offering(world.a, provider_id)
    browser = browser_of(world, Role.SCHEDULER)
    address = reverse("practice_offering", kwargs={"offering_id": offering_id})

    shown = browser.get(address).content.decode()
    answer = browser.post(address, TYPED)

    assert 'name="price"' not in shown
    assert "Price: $150.00." in shown
    assert (answer.status_code, kept(world)) == (302, [replace(WANTED, price=TERMS.price)])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": " "}, "Give it a name that patients understand."),
        ({"format": "group", "seats_max": "1"}, "Say how many can take part: at least two."),
        ({"places": []}, "Choose at least one place."),
        ({"notice_minutes_min": "10080", "horizon_days": "7"}, "The notice must be shorter"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(world, provider_id, change, told):
    browser = browser_of(world, Role.OWNER)

    answer = browser.post(reverse("practice_add_offering"), {**TYPED, "provider": str(provider_id), **change})

    assert (answer.status_code, kept(world)) == (422, [])
    assert told in answer.content.decode()


def test_an_offering_is_retired(world, provider_id):
    with scope(world.a.practice_id):
        offering_id = an_offering(world.a, provider_id)
    browser = browser_of(world, Role.PROVIDER)

    answer = browser.post(reverse("provider_retire_offering", kwargs={"offering_id": offering_id}))

    assert (answer.status_code, kept(world)) == (302, [])
    with scope(world.a.practice_id):
        assert not offering(world.a[Role.OWNER].actor, offering_id).is_active
    assert browser.get(reverse("provider_offering", kwargs={"offering_id": offering_id})).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(world, provider_id):
    counts = []
    for more in (1, 2):
        with scope(world.a.practice_id):
            for _ in range(more):
                an_offering(world.a, provider_id)
        browser = browser_of(world, Role.OWNER)
        browser.get(reverse("practice_offerings"))
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("practice_offerings"))
        counts.append(len(captured))

    assert counts[0] == counts[1]
