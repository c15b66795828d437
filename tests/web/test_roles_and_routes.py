"""Every role at every address: answered or refused exactly as the address declares."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from attune.foundation.authorization import Role
from attune.kernel.identifiers import new_id
from attune.web.access import Access, Area
from tests.support import databases
from tests.support.routes import Route, every_route
from tests.support.world import OBJECTS, CastMember, CastPractice, World, cast, sign_in
from tests.tenancy.test_route_attacks import NO_ONES, shared_name

pytestmark = pytest.mark.edition

PERSONAL = (Area.PATIENT, Area.ACCOUNT)
STAFF = (Area.PROVIDER, Area.PRACTICE, Area.OPERATOR)


def routes(*areas: Area) -> list[Route]:
    return [route for route in every_route() if route.access and route.access.area in areas]


def each(found: Iterable[Route]) -> pytest.MarkDecorator:
    """Run a test once for each address, under its name."""
    given = list(found)
    return pytest.mark.parametrize("route", given, ids=[route.name for route in given])


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Give the module everybody, once, in a database of its own: requests commit as in production."""
    before = databases.current_name()
    with databases.clone(databases.fresh_name()) as name, django_db_blocker.unblock():
        databases.point_django_at(name)
        yield cast()
        databases.point_django_at(before)


@pytest.fixture(scope="module")
def browser_of(world: World) -> Callable[[CastMember], Client]:
    """Give the browser of somebody of the cast, signed in the first time it is asked for."""
    signed_in: dict[CastMember, Client] = {}

    def found(member: CastMember) -> Client:
        if member not in signed_in:
            signed_in[member] = Client()
            sign_in(signed_in[member], member)
        return signed_in[member]

    return found


def may_open(access: Access, member: CastMember, world: World) -> bool:
    """Return what the declaration says of somebody who works where the cast puts them."""
    assert access.permission is not None
    is_operators = member.practice_id == world.platform.practice_id
    if member.practice_id is None or is_operators != (access.area is Area.OPERATOR):
        return False
    return bool(member.roles & access.permission.roles)


def own_practice(member: CastMember, world: World) -> CastPractice:
    return next(
        place for place in (world.a, world.b, world.platform) if place and place.practice_id == member.practice_id
    )


def status(client: Client, address: str, method: str) -> int:
    answer = getattr(client, method)(address)
    assert not answer.headers.get("Location", "").startswith("/sign-in")
    return int(answer.status_code)


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
@each(routes(*STAFF))
def test_each_role_gets_what_the_declaration_says(
    world: World, browser_of: Callable[[CastMember], Client], route: Route, method: str
):
    access = route.access
    assert access is not None
    wrong = []
    for member in (*world.a.people.values(), *world.platform.people.values()):
        told = status(browser_of(member), route.address(own_practice(member, world)), method)
        if (told == 403) is may_open(access, member, world) or told >= 500:
            wrong.append((member.email, told))

    assert wrong == []


@each(routes(*STAFF))
def test_somebody_who_works_nowhere_opens_no_staff_page(
    world: World, browser_of: Callable[[CastMember], Client], route: Route
):
    told = {status(browser_of(world.patient), route.address(world.a), method) for method in ("get", "post")}

    assert told == {403}


@each(routes(*STAFF))
def test_without_a_second_factor_staff_are_led_to_set_one_up(
    world: World, browser_of: Callable[[CastMember], Client], route: Route
):
    response = browser_of(world.without_factor).get(route.address(world.a))

    assert (response.status_code, response.headers.get("Location")) == (302, "/security/second-factor")


@each(routes(*STAFF, *PERSONAL))
def test_signed_out_everything_leads_to_sign_in(world: World, route: Route):
    address = route.address(world.a)

    response = Client().get(address)

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in")


@each(routes(*STAFF, *PERSONAL))
def test_signed_out_a_part_of_a_page_says_so(world: World, route: Route):
    response = Client().get(route.address(world.a), headers={"HX-Request": "true"})

    assert response.status_code == 401


@each(routes(Area.PATIENT))
def test_everybody_has_their_own_care(world: World, browser_of: Callable[[CastMember], Client], route: Route):
    told = {}
    for member in (world.patient, world.a[Role.PROVIDER], world.platform[Role.FINANCE]):
        answer = browser_of(member).get(route.address(world.a))
        told[member.email] = answer.headers.get("Location", "").startswith("/sign-in"), answer.status_code

    # A page may first lead to what it needs to know, never to signing in.
    assert set(told.values()) <= {(False, code) for code in (200, 302, 404, 405)}


@pytest.mark.parametrize("method", ["get", "post"])
@each(route for route in routes(*STAFF) if route.captures and shared_name(route.name) not in NO_ONES)
def test_another_places_object_and_none_at_all_look_the_same(
    world: World, browser_of: Callable[[CastMember], Client], route: Route, method: str
):
    access, client = route.access, browser_of(leader_for(route, world))
    assert access is not None
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
    """Return the address with ids nothing has."""
    ids = {name: 2**31 - 1 if name in {"job_id", "pk"} else new_id() for name in route.captures}
    return reverse(route.name, kwargs=ids)


def without_token(content: bytes) -> bytes:
    """Return a page without what differs between any two answers: the form's token."""
    return re.sub(rb'("X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]*', b"", content)
