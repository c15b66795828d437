"""Tokens made on a page open the API of who made them, until they are revoked there."""

import re

import pytest
from django.test import Client

from attune.api.documents import apis
from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.identity.models import ApiToken
from attune.identity.rules.policy import ApiPolicy
from tests.support.world import CastMember, World, sign_in

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]

PAGES = {
    "a practice's": ("/practice/tokens", Role.OWNER),
    "the platform's": ("/operate/tokens", Role.SUPPORT),
    "a patient's": ("/me/tokens", Role.PATIENT),
}


def somebody(world: World, role: Role) -> CastMember:
    return next(one for one in world.everyone if one.roles == {role} and one is not world.without_factor)


def audience_of(role: Role) -> str:
    return next(one.name for one in policy(ApiPolicy).audiences if role in one.holders)


def make(client: Client, address: str, role: Role) -> str:
    scopes = ["tokens:read"] if len(policy(ApiPolicy).audiences) == 1 else []
    order = {"label": "Payroll export", "audience": audience_of(role), "life_days": 30, "scopes": scopes}
    told = client.post(address, order)
    assert told.status_code == 200
    (text,) = re.findall(r'<code class="token-text">([^<]+)</code>', told.content.decode())
    return str(text)


def me(role: Role, text: str) -> tuple[int, str]:
    root = next(api.root for api in apis() if api.audience_name == audience_of(role))
    told = Client().get(f"{root}me", headers={"Authorization": f"Bearer {text}"})
    return told.status_code, told.json().get("person", {}).get("name", "")


@pytest.mark.parametrize("whose", PAGES)
def test_a_token_is_made_shown_once_used_and_revoked(world: World, whose: str):
    address, role = PAGES[whose]
    member, client = somebody(world, role), Client()
    sign_in(client, member)

    text = make(client, address, role)
    used = me(role, text)
    listed = client.get(address).content.decode()
    made = ApiToken.objects.get(person_id=member.person_id)
    revoked = client.post(f"{address}/{made.id}/revoke")

    assert used == (200, member.name)
    assert (made.practice_id, text in listed, "Payroll export" in listed) == (member.practice_id, False, True)
    assert (revoked.status_code, revoked.headers["Location"]) == (302, address)
    assert me(role, text)[0] == 401


@pytest.mark.parametrize("whose", PAGES)
def test_an_api_of_others_is_not_offered(world: World, whose: str):
    address, role = PAGES[whose]
    member, client = somebody(world, role), Client()
    sign_in(client, member)

    told = client.post(address, {"label": "Payroll export", "audience": "another", "life_days": 30})

    assert told.status_code == 422
    assert ApiToken.objects.filter(person_id=member.person_id).count() == 0


def test_a_form_that_is_sent_again_makes_no_second_token(world: World):
    member, client = somebody(world, Role.OWNER), Client()
    sign_in(client, member)
    (once,) = re.findall(r'name="once" value="([^"]+)"', client.get("/practice/tokens").content.decode())
    scopes = ["tokens:read"] if len(policy(ApiPolicy).audiences) == 1 else []
    order = {"label": "Export", "audience": audience_of(Role.OWNER), "life_days": 30, "scopes": scopes, "once": once}

    first = client.post("/practice/tokens", order)
    again = client.post("/practice/tokens", order)

    assert (first.status_code, again.status_code) == (200, 302)
    assert ApiToken.objects.filter(person_id=member.person_id).count() == 1
