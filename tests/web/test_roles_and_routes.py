"""Every role at every address: answered or refused exactly as the address declares."""

from collections.abc import Iterable

import pytest
from django.test import Client

from attune.foundation.authorization import Role
from attune.web.access import Access, Area
from tests.support.routes import Route, every_route
from tests.support.world import OBJECTS, CastMember, World, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.django_db]

PERSONAL = (Area.PATIENT, Area.ACCOUNT)
STAFF = (Area.PROVIDER, Area.PRACTICE, Area.OPERATOR)


def routes(*areas: Area) -> list[Route]:
    return [route for route in every_route() if route.access and route.access.area in areas]


def named(found: Iterable[Route]) -> dict[str, object]:
    """Return parameters whose ids are the addresses' names."""
    given = list(found)
    return {"argvalues": given, "ids": [route.name for route in given]}


def may_open(access: Access, member: CastMember, world: World) -> bool:
    """Return what the declaration says of somebody who works where the cast puts them."""
    assert access.permission is not None
    is_operators = member.practice_id == world.platform.practice_id
    if member.practice_id is None or is_operators != (access.area is Area.OPERATOR):
        return False
    return bool(member.roles & access.permission.roles)


def own_practice(member: CastMember, world: World) -> object:
    return next(
        place for place in (world.a, world.b, world.platform) if place and place.practice_id == member.practice_id
    )


def status(client: Client, address: str, method: str) -> int:
    return int(getattr(client, method)(address).status_code)


def test_every_address_says_who_may_open_it():
    silent = [route.pattern for route in every_route() if route.access is None]

    assert silent == []


def test_every_name_an_address_captures_can_be_filled():
    captured = {name for route in every_route() for name in route.captures}

    assert captured - OBJECTS.keys() == set()


def test_staff_pages_name_a_permission():
    unnamed = [route.name for route in routes(*STAFF, Area.PATIENT) if route.access and not route.access.permission]

    assert unnamed == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", **named(routes(*STAFF)))
def test_each_role_gets_what_the_declaration_says(world: World, route: Route, method: str):
    access = route.access
    assert access is not None
    wrong = []
    for member in world.everyone:
        if member in (world.without_factor, world.patient):
            continue
        client = Client()
        sign_in(client, member)
        told = status(client, route.address(own_practice(member, world)), method)  # type: ignore[arg-type]
        if (told == 403) is may_open(access, member, world) or told >= 500:
            wrong.append((member.email, told))

    assert wrong == []


@pytest.mark.parametrize("route", **named(routes(*STAFF)))
def test_somebody_who_works_nowhere_opens_no_staff_page(world: World, route: Route):
    client = Client()
    sign_in(client, world.patient)

    told = {status(client, route.address(world.a), method) for method in ("get", "post")}

    assert told == {403}


@pytest.mark.parametrize("route", **named(routes(*STAFF)))
def test_without_a_second_factor_staff_are_led_to_set_one_up(world: World, route: Route):
    client = Client()
    sign_in(client, world.without_factor)

    response = client.get(route.address(world.a))

    assert (response.status_code, response.headers.get("Location")) == (302, "/security/second-factor")


@pytest.mark.parametrize("route", **named(routes(*STAFF, *PERSONAL)))
def test_signed_out_everything_leads_to_sign_in(world: World, route: Route):
    address = route.address(world.a)

    response = Client().get(address)

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize("route", **named(routes(*STAFF, *PERSONAL)))
def test_signed_out_a_part_of_a_page_says_so(world: World, route: Route):
    response = Client().get(route.address(world.a), headers={"HX-Request": "true"})

    assert response.status_code == 401


@pytest.mark.parametrize("route", **named(routes(Area.PATIENT)))
def test_everybody_has_their_own_care(world: World, route: Route):
    told = {}
    for member in (world.patient, world.a[Role.PROVIDER], world.platform[Role.FINANCE]):
        client = Client()
        sign_in(client, member)
        told[member.email] = status(client, route.address(world.a), "get")

    assert set(told.values()) <= {200, 404, 405}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", **named(route for route in routes(*STAFF) if route.captures))
def test_another_places_object_and_none_at_all_look_the_same(world: World, route: Route, method: str):
    access, stranger = route.access, leader_for(route, world)
    assert access is not None
    client = Client()
    sign_in(client, stranger)
    elsewhere = world.elsewhere if access.area is not Area.OPERATOR else world.a

    theirs = getattr(client, method)(route.address(elsewhere))
    nowhere = getattr(client, method)(reverse_to_nothing(route))

    assert (theirs.status_code, nowhere.status_code) in {(404, 404), (405, 405)}
    assert without_token(theirs.content) == without_token(nowhere.content)


def leader_for(route: Route, world: World) -> CastMember:
    """Return somebody whom the declaration lets in, in A or on the platform."""
    assert route.access is not None
    people = world.platform if route.access.area is Area.OPERATOR else world.a
    return next(member for member in people.people.values() if may_open(route.access, member, world))


def reverse_to_nothing(route: Route) -> str:
    from uuid import UUID

    from django.urls import reverse

    from attune.kernel.identifiers import new_id

    def nothing(name: str) -> object:
        example = OBJECTS[name]
        return new_id() if name.endswith("_id") and name != "job_id" else example

    values = {name: (2**31 - 1 if name in {"job_id", "pk"} else nothing(name)) for name in route.captures}
    assert all(isinstance(value, UUID | int | str) for value in values.values())
    return reverse(route.name, kwargs=values)


def without_token(content: bytes) -> bytes:
    """Return a page without what differs between any two answers: the form's token."""
    import re

    return re.sub(rb'("X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]*', b"", content)
