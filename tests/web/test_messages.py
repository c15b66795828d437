"""What was sent, as a practice sees it, and what a person wants to be written about."""

import pytest
from django.test import Client

from attune.foundation.authorization import Role
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.notifications.models import Preference
from attune.workflows.invite_somebody import invite_somebody
from tests.support.audit import events_of
from tests.support.world import CastMember, cast, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]


def browser(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def main_of(response) -> str:
    return str(response.content.decode().split("<main", 1)[1])


def invited(world, place, role: Role, address: str) -> None:
    with scope(place.practice_id, plane=Plane.BUSINESS if place.practice_id == PLATFORM_ID else Plane.CARE):
        invite_somebody(
            place[role].actor,
            email=address,
            name="Ana Petrov",
            roles={Role.SUPPORT if place is world.platform else Role.BILLER},
            link_to=lambda token: f"https://attune.test/{token}",
        )


def test_an_owner_sees_what_was_sent_from_the_practice_and_nothing_from_elsewhere():
    world = cast()
    invited(world, world.a, Role.OWNER, "ana@example.org")
    invited(world, world.platform, Role.COMPLIANCE, "isa@example.org")

    page = main_of(browser(world.a[Role.OWNER]).get("/practice/messages-sent"))

    assert ("ana@example.org" in page, "isa@example.org" in page) == (True, False)
    assert "Invitation" in page


def test_looking_at_what_was_sent_is_recorded():
    world = cast()

    browser(world.a[Role.OWNER]).get("/practice/messages-sent")

    assert "notifications.delivery.listed" in [action for _, action, *_ in events_of(world.a.practice_id)]


def test_operators_see_what_the_platform_sent():
    world = cast()
    invited(world, world.platform, Role.COMPLIANCE, "isa@example.org")

    page = main_of(browser(world.platform[Role.SUPPORT]).get("/operate/messages-sent"))

    assert "isa@example.org" in page


@pytest.mark.parametrize("before", ["nonsense", "2027-13-40T00:00:00+00:00", "2027-01-01T00:00:00"])
def test_a_page_that_cannot_be_read_begins_at_the_newest(before):
    world = cast()
    invited(world, world.a, Role.OWNER, "ana@example.org")

    page = browser(world.a[Role.OWNER]).get("/practice/messages-sent", {"before": before})

    assert page.status_code == 200
    assert "ana@example.org" in main_of(page)


def test_a_person_switches_reminders_off_and_on_again():
    member = cast().a[Role.PROVIDER]
    client, person_id = browser(member), member.person_id

    client.post("/security/messages", {})
    with scope(person_id=person_id, plane=Plane.SELF):
        after_first = dict(Preference.objects.values_list("category", "is_wanted"))
    client.post("/security/messages", {"tasks": "on"})
    with scope(person_id=person_id, plane=Plane.SELF):
        after_second = dict(Preference.objects.values_list("category", "is_wanted"))

    assert after_first == {"tasks": False, "reminders": False}
    assert after_second == {"tasks": True, "reminders": False}


def test_what_is_always_sent_cannot_be_switched_off_by_a_form_of_ones_own():
    world = cast()
    client = browser(world.patient)

    answer = client.post("/security/messages", {"reminders": "on", "security": ""})

    page = main_of(client.get("/security/messages"))
    with scope(person_id=world.patient.person_id, plane=Plane.SELF):
        kept = Preference.objects.count()
    assert (answer.status_code, kept) == (302, 0)
    assert 'name="security"' not in page
    assert "Always sent" in page


def test_only_who_works_in_a_practice_is_asked_about_work():
    world = cast()

    of_patient, of_staff = (
        main_of(browser(member).get("/security/messages")) for member in (world.patient, world.a[Role.PROVIDER])
    )

    about_work = ("Places you work in", "Things to do", "People in your care")
    assert [words in of_staff for words in about_work] == [True, True, True]
    assert [words in of_patient for words in about_work] == [False, False, False]
    assert "Reminders of appointments" in of_patient


def test_a_stranger_is_led_to_sign_in():
    answer = Client().get("/security/messages")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Fsecurity%2Fmessages")


def test_somebody_elses_preferences_stay_out_of_reach():
    world = cast()
    browser(world.patient).post("/security/messages", {})

    with scope(person_id=new_id(), plane=Plane.SELF):
        assert Preference.objects.count() == 0
