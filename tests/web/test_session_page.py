"""The session page: each part for who may see it, the door as it stands, with as many queries for any session."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from attune.care_records.rules.policy import RecordsPolicy
from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.scheduling.models import Seat
from attune.telehealth.actions.check_in import check_in
from attune.web.middleware import PERMISSIONS_POLICY
from attune.web.visits.stage import PERMISSIONS_POLICY as WITH_CAMERA
from tests.scheduling.booking import at
from tests.support.world import CastMember, World, cast, sign_in
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.usefixtures("committed_database"), pytest.mark.edition]

PARTS = {
    "name": "Mira Okafor",
    "stage": "data-visit=",
    "note": 'id="note-panel"',
    "measures": 'id="measures-heading"',
    "money": 'id="money-heading"',
    "came": "Came<",
}


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def mira() -> CastMember:
    return seeker()


@pytest.fixture
def visit(world: World, mira: CastMember) -> Seen:
    """Give the test a booked video session."""
    return booked_by(mira, open_practice(world.a), at(11, days=6))


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def shown(client: Client, visit: Seen, part: str) -> set[str]:
    """Return which parts of the page somebody sees, or that it is not theirs to open."""
    answer = client.get(f"{reverse('session', args=[visit.appointment_id])}?part={part}")
    if answer.status_code != 200:
        return {str(answer.status_code)}
    text = answer.content.decode()
    return {name for name, mark in PARTS.items() if mark in text}


@pytest.mark.parametrize(
    ("role", "during", "after"),
    [
        (Role.PROVIDER, {"name", "stage", "note", "measures", "money"}, {"name", "note", "money", "came"}),
        (Role.SUPERVISOR, {"name", "measures"}, {"name"}),
        (Role.SCHEDULER, {"name", "money"}, {"name", "money", "came"}),
        (Role.ADMINISTRATOR, {"name", "money"}, {"name", "money", "came"}),
        (Role.OWNER, {"money"}, {"money", "came"}),
        (Role.BILLER, {"403"}, {"403"}),
        (Role.AUDITOR, {"403"}, {"403"}),
    ],
)
def test_each_role_sees_its_parts(world, visit, role, during, after):
    client = browser_of(world.a[role])
    if role == Role.SUPERVISOR and not policy(RecordsPolicy).supervisors_read:
        during = during - {"measures"}
    go_to(visit.starts_at)

    found = shown(client, visit, "during")
    go_to(visit.starts_at + timedelta(hours=1))

    assert (found, shown(client, visit, "after")) == (during, after)


def test_a_page_opens_at_the_part_whose_time_it_is(world, visit):
    client, address = browser_of(world.a[Role.PROVIDER]), reverse("session", args=[visit.appointment_id])
    found, ways = [], set()
    for minutes in (-60, -14, 0, 49, 50):
        go_to(visit.starts_at + timedelta(minutes=minutes))
        page = client.get(address)
        found.append(page.context["page"].part.value)
        ways.update(re.findall(r'href="(/provider/patients/[0-9a-f-]{36})"', page.content.decode()))

    (chart,) = ways
    assert client.get(chart).status_code == 200
    assert found == ["before", "during", "during", "during", "after"]


def test_camera_and_microphone_are_allowed_to_pages_with_a_stage_alone(world, visit, mira):
    desk, hers = browser_of(world.a[Role.PROVIDER]), browser_of(mira)
    addresses = [
        (desk, reverse("session", args=[visit.appointment_id])),
        (hers, reverse("own_session", args=[visit.seat_id])),
    ]
    before = [client.get(address).headers["Permissions-Policy"] for client, address in addresses]
    go_to(visit.starts_at)
    with scope(visit.practice_id, person_id=mira.person_id, plane=Plane.SELF):
        check_in(visit.actor, seat_id=visit.seat_id, state="TX")
    during = [client.get(address).headers["Permissions-Policy"] for client, address in addresses]

    assert (before, during) == ([PERMISSIONS_POLICY] * 2, [WITH_CAMERA] * 2)
    assert hers.get(reverse("patient_home")).headers["Permissions-Policy"] == PERMISSIONS_POLICY


def test_a_patient_says_where_they_are_and_a_wrong_answer_keeps_nothing(visit, mira):
    client, address = browser_of(mira), reverse("visit_check_in", args=[visit.seat_id])
    go_to(visit.starts_at)

    refused = [client.post(address, told).status_code for told in ({}, {"state": ""}, {"state": "QQ"})]
    taken = client.post(address, {"state": "TX"})

    assert refused == [422, 422, 422]
    assert taken.headers["Location"] == reverse("own_session", args=[visit.seat_id])
    assert 'data-joins="at-once"' in client.get(taken.headers["Location"]).content.decode()


def test_a_patient_who_travels_is_told_why_and_how_to_go_on(visit, mira):
    client = browser_of(mira)
    go_to(visit.starts_at - timedelta(minutes=10))

    client.post(reverse("visit_check_in", args=[visit.seat_id]), {"state": "NV"})
    text = client.get(reverse("own_session", args=[visit.seat_id])).content.decode()

    assert "You said you are in Nevada. Maria Testerson may not see you there." in text
    ways = ("tel:988", reverse("move_session", args=[visit.seat_id]), reverse("patient_sessions"))
    assert all(way in text for way in ways)
    assert "data-visit=" not in text
    assert "#session-head,#door" not in text


def test_a_patient_who_was_refused_at_the_door_moves_the_session_at_the_last_minute(visit, mira):
    client, address = browser_of(mira), reverse("move_session", args=[visit.seat_id])
    go_to(visit.starts_at - timedelta(minutes=10))
    told = {"starts_at": (visit.starts_at + timedelta(days=1)).isoformat()}

    before = client.post(address, told)
    client.post(reverse("visit_check_in", args=[visit.seat_id]), {"state": "NV"})
    offered, moved = client.get(address), client.post(address, told)

    assert (before.status_code, "Moving was possible until" in before.content.decode()) == (409, True)
    assert 'name="starts_at"' in offered.content.decode()
    assert moved.headers["Location"] == reverse("own_session", args=[visit.seat_id])
    told_anew = client.get(moved.headers["Location"]).content.decode()
    assert "The door opens" in told_anew
    assert '"#session-head,#door"' in told_anew


def test_who_was_refused_after_the_start_is_led_to_another_time(visit, mira):
    client = browser_of(mira)
    go_to(visit.starts_at + timedelta(minutes=2))

    client.post(reverse("visit_check_in", args=[visit.seat_id]), {"state": "NV"})
    text = client.get(reverse("own_session", args=[visit.seat_id])).content.decode()

    assert 'href="/book/' in text
    assert reverse("move_session", args=[visit.seat_id]) not in text


def test_the_door_of_somebody_else_is_not_there(world, visit):
    uma = browser_of(seeker("uma@example.org", "Uma Lind"))
    desk = browser_of(world.elsewhere[next(iter(world.elsewhere.people))])
    go_to(visit.starts_at)

    got = [
        uma.get(reverse("own_session", args=[visit.seat_id])),
        uma.post(reverse("visit_check_in", args=[visit.seat_id]), {"state": "TX"}),
    ]

    assert [one.status_code for one in got] == [404, 404]
    assert desk.post(reverse("admit", args=[visit.appointment_id])).status_code in (403, 404)


def test_letting_in_nobody_says_so_and_letting_in_who_waits_shows_the_door_anew(world, visit, mira):
    desk, address = browser_of(world.a[Role.PROVIDER]), reverse("admit", args=[visit.appointment_id])
    go_to(visit.starts_at)

    nobody = desk.post(address, follow=True).content.decode()
    with scope(visit.practice_id, person_id=mira.person_id, plane=Plane.SELF):
        check_in(visit.actor, seat_id=visit.seat_id, state="TX")
    let_in = desk.post(address, headers={"HX-Request": "true"}, follow=True).content.decode()

    assert "Nobody could be let in." in nobody
    assert "was let in" in let_in


def test_the_provider_says_who_came(world, visit):
    desk, address = (
        browser_of(world.a[Role.PROVIDER]),
        reverse("session_attendance", args=[visit.seat_id]),
    )
    early = desk.post(address, {"came": "yes"}, follow=True).content.decode()
    go_to(visit.starts_at + timedelta(minutes=20))

    desk.post(address, {"came": "yes"})

    assert "Saved." not in early
    with scope(visit.practice_id):
        assert Seat.objects.get(id=visit.seat_id).state == "attended"
    nobodys = reverse("session_attendance", args=[new_id()])
    assert desk.post(nobodys, {"came": "yes"}).status_code == 404
