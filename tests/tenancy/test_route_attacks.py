"""Every page × another place's ids, in its address, its form or its question: as if there were no such thing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from attune.foundation.authorization import Role
from attune.identity.models import ApiToken, Grant, Invitation, Membership, Session
from attune.identity.queries.signed_in import key_hash
from attune.kernel.identifiers import new_id
from attune.web.access import Area
from tests.support import databases
from tests.support.routes import Route, every_route
from tests.support.world import CastMember, CastPractice, World, cast, sign_in
from tests.tenancy.route_probes import PROBES, Probe

pytestmark = pytest.mark.edition

NOT_THERE = 404
NO_NUMBER = 2**31 - 1

OPERATED = "the platform's own people open any practice, in the plane without charts; nobody else gets in at all"
NO_ONES = {
    "practice_sign_agreement": "it names a kind of agreement; the words are those of who reads them",
    "provider_sign_agreement": "it names a kind of agreement; the words are those of who reads them",
    "practice_state": "it names one of the United States",
    "open_state": "it names one of the United States",
    "close_state": "it names one of the United States",
    "numbers_csv": "it names a kind of numbers; they are those of the asker's own place",
    "practice_numbers_csv": "it names a kind of numbers; they are those of the asker's own place",
    "practice": OPERATED,
    "offer_terms": OPERATED,
    "end_contract": OPERATED,
    "match": OPERATED,
    "pause_practice": OPERATED,
    "resume_practice": OPERATED,
    "close_practice": OPERATED,
    "payment": OPERATED,
    "payout": OPERATED,
    "mend_money": OPERATED,
    "practice_statement": "it names a month; whose statement it is, the reader's place says",
    "practice_statement_pdf": "it names a month; whose statement it is, the reader's place says",
    "practice_statement_csv": "it names a month; whose statement it is, the reader's place says",
    "choose_time": "everybody may open what is published; what cannot be booked is not there",
    "onboarding_step": "it names a question; whose answers it shows, the visitor's own cookie says",
    "onboarding_resume": "its token is the secret itself, and answers to whoever has it",
    "accept_invitation": "its token is the secret itself, and answers to whoever has it",
    "partner_link": "its token is signed, and leads to a question that one address alone may read",
    "partner": "its token is signed; who has another address is told so, and nothing else",
    "retry_job": "the queue is the platform's own; no practice has its pages",
    "public_therapist": "everybody may open what is published; who cannot be booked is not there",
    "discard_job": "the queue is the platform's own; no practice has its pages",
}
"""Addresses that name what belongs to no practice and no person, each with the reason."""

CAPTURING = {route.name: route for route in every_route() if route.captures}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Give the module everybody in a database of its own: requests commit as in production."""
    before = databases.current_name()
    with databases.clone(databases.fresh_name()) as name, django_db_blocker.unblock():
        databases.point_django_at(name)
        yield cast()
        databases.point_django_at(before)


def shared_name(name: str) -> str:
    return name.removeprefix("operator_").removeprefix("patient_")


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def attacker(route: Route, world: World) -> tuple[CastPractice, CastMember]:
    """Return somebody whom the page lets in, and where they work."""
    assert route.access is not None
    place = world.platform if route.access.area is Area.OPERATOR else world.a
    wanted = None if route.access.area is Area.PATIENT else route.access.permission
    found = next(one for one in place.people.values() if wanted is None or one.roles & wanted.roles)
    return place, in_capacity(found, route)


def in_capacity(member: CastMember, route: Route) -> CastMember:
    """Return somebody as the page takes them: a portal's page in their own care, wherever they work."""
    is_own_care = route.access is not None and route.access.area is Area.PATIENT
    return replace(member, practice_id=None, membership_id=None) if is_own_care else member


def victim(route: Route, place: CastPractice, world: World) -> tuple[CastPractice, CastMember]:
    """Return somebody who works in another place."""
    other = world.elsewhere if place is world.a else world.a
    return other, in_capacity(next(iter(other.people.values())), route)


def asked(client: Client, route: Route, probe: Probe, name: UUID | int) -> tuple[int, bytes]:
    (captured,) = route.captures
    answer = getattr(client, probe.method)(reverse(route.name, kwargs={captured: name}))
    return answer.status_code, same(b"".join(answer) if answer.streaming else answer.content)


def same(content: bytes) -> bytes:
    """Return a page without the form's token, which differs between any two answers."""
    return re.sub(rb'("X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]*', b"", content)


def state_of(place: CastPractice, member: CastMember) -> list[Any]:
    """Return every global row of a place and of one of its people."""
    return [
        list(model.objects.filter(**wanted).order_by("pk").values())
        for model, wanted in (
            (Membership, {"practice_id": place.practice_id}),
            (Grant, {"membership__practice_id": place.practice_id}),
            (Invitation, {"practice_id": place.practice_id}),
            (ApiToken, {"practice_id": place.practice_id}),
            (ApiToken, {"person_id": member.person_id}),
            (Authenticator, {"user_id": member.person_id}),
        )
    ]


def test_every_address_that_names_an_object_has_a_probe():
    assert {shared_name(name) for name in CAPTURING} - PROBES.keys() - NO_ONES.keys() == set()


@pytest.mark.parametrize("name", [name for name in CAPTURING if shared_name(name) in PROBES])
def test_another_places_object_is_answered_as_none_at_all(world: World, name: str):
    route, probe = CAPTURING[name], PROBES[shared_name(name)]
    place, member = attacker(route, world)
    elsewhere, stranger = victim(route, place, world)
    browser, theirs = browser_of(member), probe.object_of(elsewhere, stranger)
    before = state_of(elsewhere, stranger)

    own = asked(browser_of(member), route, probe, probe.object_of(place, member))
    foreign = asked(browser, route, probe, theirs)
    nothing = asked(browser, route, probe, NO_NUMBER if isinstance(theirs, int) else new_id())

    assert own[0] in {200, 302, 422}
    assert foreign == nothing
    assert foreign[0] == NOT_THERE
    assert state_of(elsewhere, stranger) == before


def test_nobody_starts_to_work_where_they_do_not(world: World):
    browser = browser_of(world.a[Role.OWNER])
    switch, home = reverse("switch_practice"), reverse("home_of_person")

    own = browser.post(switch, {"practice": str(world.a.practice_id)})
    foreign = browser.post(switch, {"practice": str(world.elsewhere.practice_id)})
    nothing = browser.post(switch, {"practice": str(new_id())})

    assert (own.status_code, own.headers["Location"]) == (302, home)
    assert (foreign.status_code, same(foreign.content)) == (nothing.status_code, same(nothing.content))
    assert foreign.status_code == NOT_THERE
    stored = Session.objects.get(key_hash=key_hash(browser.session.session_key or ""))
    assert stored.active_practice_id == world.a.practice_id


def test_nobody_ends_somebody_elses_session(world: World):
    mine, theirs = browser_of(world.a[Role.OWNER]), browser_of(world.elsewhere.people[first_role(world.elsewhere)])
    own = browser_of(world.a[Role.OWNER])
    references = [key_hash(one.session.session_key or "")[:16] for one in (own, theirs)]

    told = [mine.post(reverse("end_session"), {"session": reference}).status_code for reference in references]

    left = [Session.objects.filter(key_hash__startswith=reference).count() for reference in references]
    assert (told, left) == ([302, 302], [0, 1])


def test_the_access_log_finds_nothing_of_another_place(world: World):
    browser, log = browser_of(world.a[Role.OWNER]), reverse("access_log")
    browser.get(log)
    stranger = world.elsewhere.people[first_role(world.elsewhere)]
    browser_of(stranger).get(reverse("home_of_person"))

    own = browser.get(log, {"about": str(world.a.practice_id)}).content.decode()
    foreign = {
        "about": browser.get(log, {"about": str(world.elsewhere.practice_id)}),
        "person": browser.get(log, {"person": str(stranger.person_id)}),
    }
    nothing = {
        "about": browser.get(log, {"about": str(new_id())}),
        "person": browser.get(log, {"person": str(new_id())}),
    }

    assert "audit.trail.searched" in own
    assert [answer.status_code for answer in foreign.values()] == [200, 422]
    assert [answer.status_code for answer in nothing.values()] == [200, 422]
    assert "Nothing like this was recorded" in foreign["about"].content.decode()
    assert stranger.name not in foreign["person"].content.decode()


@pytest.mark.parametrize("area", [Area.PRACTICE, Area.PROVIDER, Area.PATIENT, Area.ACCOUNT])
def test_no_page_names_anybody_or_anything_of_another_place(world: World, area: Area):
    elsewhere = world.elsewhere
    marks = [*(str(found) for one in elsewhere.people.values() for found in (one.person_id, one.email))]
    marks += [str(elsewhere.practice_id), str(elsewhere.invitation_id)]
    told = []
    for route in every_route():
        if route.access is None or route.access.area is not area or route.captures:
            continue
        _, member = attacker(route, world) if area in (Area.PRACTICE, Area.PROVIDER) else (None, world.a[Role.OWNER])
        answer = browser_of(member).get(reverse(route.name))
        told.append(answer.status_code)
        shown = answer.content.decode() if not answer.streaming else ""
        assert [mark for mark in marks if mark in shown] == []
        assert answer.status_code != 200 or "no-store" in answer.headers["Cache-Control"]

    assert 200 in told


def test_the_cache_that_processes_share_holds_counters_of_tries_alone(world: World):
    member = world.a[Role.OWNER]
    Client().post(reverse("account_login"), {"login": member.email, "password": "not this one"})
    for route in every_route():
        if route.access is not None and not route.captures:
            browser_of(member).get(reverse(route.name))

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM foundation_cache")
        kept = [row[0] for row in cursor.fetchall()]

    assert kept
    assert [value for value in kept if not re.fullmatch(r"\[[\d., e+]*\]", str(value))] == []


def first_role(place: CastPractice) -> Role:
    return next(iter(place.people))
