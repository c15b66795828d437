"""The page on which a person changes their name and the zone they see times in."""

import pytest
from django.test import Client

from attune.identity.models import User
from tests.support.world import CastMember, cast, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]

PAGE = "/security/about-you"


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def body(client: Client, path: str) -> str:
    return str(client.get(path).content.decode().split("<main", 1)[1])


def test_what_is_saved_stands_on_every_page_at_once():
    hers = browser(cast().patient)

    answer = hers.post(PAGE, {"name": "Marisol Vega-Ito", "zone": "Pacific/Honolulu"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/security")
    for page in ("/security", "/me/details"):
        told = body(hers, page)
        assert ("Marisol Vega-Ito" in told, "Hawaii time" in told, PAGE in told) == (True, True, True), page


def test_a_zone_that_is_not_in_the_list_stays_when_only_the_name_changes():
    world = cast()
    User.objects.filter(id=world.patient.person_id).update(zone="America/Boise")
    hers = browser(world.patient)

    shown = body(hers, PAGE)
    answer = hers.post(PAGE, {"name": "Marisol Vega-Ito", "zone": "America/Boise"})

    assert '<option value="America/Boise" selected>Boise</option>' in shown
    assert answer.status_code == 302
    assert User.objects.values_list("name", "zone").get(id=world.patient.person_id) == (
        "Marisol Vega-Ito",
        "America/Boise",
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": "  ", "zone": "America/Denver"}, "Tell us a name."),
        ({"name": "x" * 121, "zone": "America/Denver"}, "A name has at most 120 characters."),
        ({"name": "Marisol Kept", "zone": "Mars/Olympus"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_is_said_changes_nothing_and_stays_in_the_field(told: dict[str, str], said: str):
    hers = browser(cast().patient)

    answer = hers.post(PAGE, told)

    page = answer.content.decode()
    assert (answer.status_code, said in page, told["name"].strip() in page) == (422, True, True)
    assert "Marisol Vega" in body(hers, "/security")


def test_who_is_not_signed_in_is_led_to_sign_in():
    answer = Client().post(PAGE, {"name": "Mallory", "zone": "America/Denver"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Fsecurity%2Fabout-you")
