"""The pages about what holds for every session: reminders, rooms, and what canceling costs."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.models import Room
from attune.scheduling.queries.cancellation import cancellation_terms_of
from attune.scheduling.queries.reminder_ladder import reminder_ladder
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy
from attune.scheduling.rules.reminders import ReminderPolicy
from tests.scheduling.providers import a_provider
from tests.support.world import World, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]

ROOM = {"name": "Garden room", "address": "12 Congress Avenue, Austin", "directions": "Second floor."}


@pytest.fixture
def owner(world: World) -> Client:
    client = Client()
    sign_in(client, world.a[Role.OWNER])
    return client


@pytest.fixture
def provider_id(world: World) -> UUID:
    if policy(BookingPolicy).is_uniform:
        pytest.skip("every provider has the same terms in this edition")
    with scope(world.a.practice_id):
        return a_provider(world.a)


def test_a_practice_says_when_it_reminds_where_it_may(world, owner):
    answer = owner.post("/practice/policies", {"hours": ["48", "4"]})

    with scope(world.a.practice_id):
        kept = reminder_ladder()
    is_uniform = policy(ReminderPolicy).is_uniform
    assert (answer.status_code, kept) == ((422, (72, 24, 2)) if is_uniform else (302, (48, 4)))


@pytest.mark.parametrize("hours", [["4"], ["168", "120", "72", "24", "2"], [], ["9999"], ["soon"]])
def test_reminders_that_are_not_possible_change_nothing(world, owner, hours):
    answer = owner.post("/practice/policies", {"hours": hours})

    with scope(world.a.practice_id):
        assert (answer.status_code, reminder_ladder()) == (422, (72, 24, 2))


def test_a_room_is_added_shown_and_given_to_no_further_session(world, owner):
    added = owner.post("/practice/policies/rooms", ROOM)
    shown = owner.get("/practice/policies").content.decode()
    with scope(world.a.practice_id):
        room = Room.objects.get()
    retired = owner.post(reverse("practice_retire_room", args=[room.id]))

    assert (added.status_code, retired.status_code) == (302, 302)
    assert ("Garden room" in shown, "Second floor." in shown) == (True, True)
    assert "Second floor." not in owner.get("/practice/policies").content.decode()
    with scope(world.a.practice_id):
        assert list(Room.objects.values_list("name", "is_active")) == [("Garden room", False)]


def test_a_room_needs_a_name_of_its_own_and_an_address(world, owner):
    owner.post("/practice/policies/rooms", ROOM)
    again = owner.post("/practice/policies/rooms", ROOM)
    nowhere = owner.post("/practice/policies/rooms", {"name": "Attic", "address": ""})

    assert (again.status_code, nowhere.status_code) == (422, 422)
    assert "A room of this name is there already" in again.content.decode()
    assert "Say where it is" in nowhere.content.decode()
    with scope(world.a.practice_id):
        assert Room.objects.count() == 1


def test_another_places_room_is_like_none_at_all(world, owner):
    elsewhere = world.elsewhere.practice_id
    with scope(elsewhere):
        theirs = Room.objects.create(name="Attic", address="Elsewhere")

    told = [owner.post(reverse("practice_retire_room", args=[one])).status_code for one in (theirs.id, new_id())]

    with scope(elsewhere):
        assert (told, Room.objects.get().is_active) == ([404, 404], True)


def test_a_provider_says_what_canceling_costs_from_now_on(world, provider_id):
    client = Client()
    sign_in(client, world.a[Role.PROVIDER])
    told = {"free_until_hours": "48", "late_fee_percent": "100", "missed_fee_percent": "100"}

    saved = client.post(reverse("provider_terms"), told)

    with scope(world.a.practice_id):
        assert cancellation_terms_of(provider_id) == CancellationPolicy(48, 10_000, 10_000)
    assert saved.headers["Location"] == reverse("provider_offerings")
    assert reverse("provider_terms") in client.get(reverse("provider_offerings")).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("free_until_hours", "999"), ("late_fee_percent", "101"), ("missed_fee_percent", "-1"), ("late_fee_percent", "")],
)
def test_terms_out_of_bounds_are_said_at_their_field_and_change_nothing(world, provider_id, field, typed):
    client, kept = Client(), CancellationPolicy(24, 5_000, 10_000)
    sign_in(client, world.a[Role.PROVIDER])
    with scope(world.a.practice_id):
        set_cancellation_terms(world.a[Role.OWNER].actor, provider_id=provider_id, terms=kept)
    told = {"free_until_hours": "24", "late_fee_percent": "50", "missed_fee_percent": "100"} | {field: typed}

    answer = client.post(reverse("provider_terms"), told)

    with scope(world.a.practice_id):
        assert cancellation_terms_of(provider_id) == kept
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_where_everybody_has_the_same_terms_there_is_no_page_about_ones_own():
    try:
        reverse("provider_terms")
    except NoReverseMatch:
        assert policy(BookingPolicy).is_uniform
    else:
        assert not policy(BookingPolicy).is_uniform
