"""The pages of an organization that employs its providers: hiring, and the states it opens."""

from datetime import timedelta

import pytest
from django.test import Client

from attune.credentialing.queries.providers import providers_here
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.identity.models import Membership
from attune.practices.models import Employment, OrganizationAuthorization
from attune.practices.rules.policy import StandingPolicy
from tests.credentialing.people import licensed, verified
from tests.support.people import a_practice
from tests.support.world import CastMember, joined, person, sign_in
from tests.web.test_way_in_pages import IDENTITY

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.edition]


def clinic(role: Role = Role.OWNER) -> tuple[Client, CastMember, CastMember]:
    """Return the browser of somebody who runs the clinic, them, and a member who came as a provider."""
    if not policy(StandingPolicy).needs_employment:
        pytest.skip("nobody is employed in this edition")
    practice_id = a_practice().id
    owner = joined(person("owner@example.org", "Olive Owner"), practice_id, {role})
    maria = joined(person("maria@example.org", "Maria Testerson"), practice_id, {Role.PROVIDER})
    client = Client()
    sign_in(client, owner)
    return client, owner, maria


def begun(client: Client, member: CastMember) -> Employment:
    first_day = now().date() - timedelta(days=1)
    told = {**IDENTITY, "person_id": str(member.person_id), "kind": "employee", "starts_on": first_day.isoformat()}
    assert client.post("/practice/hiring/new", told).status_code == 302
    with scope(member.practice_id):
        return Employment.objects.get()


@pytest.mark.parametrize("address", ["/practice/hiring", "/practice/states"])
def test_the_pages_are_absent_where_nobody_is_employed(address: str):
    client = Client()
    sign_in(client, joined(person("owner@example.org", "Olive Owner"), a_practice().id, {Role.OWNER}))

    assert client.get(address).status_code == (200 if policy(StandingPolicy).needs_employment else 404)


def test_a_member_is_hired_step_by_step_and_starts_when_nothing_is_left():
    client, owner, maria = clinic()
    row = begun(client, maria)
    at = f"/practice/hiring/{row.id}"

    client.post(f"{at}/complete")
    page = client.get(at).content.decode()
    assert "Workforce attestation signed by the provider" in page
    assert "This is left" in page
    items = [("done_items", item) for item in policy(StandingPolicy).hire_items]
    told = {"done_items": [item for _, item in items], "starts_on": row.starts_on.isoformat()}
    assert client.post(f"{at}/checklist", told).status_code == 302
    attest(maria)
    with scope(owner.practice_id):
        (provider,) = providers_here(owner.actor)
        verified(owner.actor, provider.provider_id)
        licensed(owner.actor, provider.provider_id, "CO")
    client.post(f"{at}/complete")

    assert "Hired" in client.get("/practice/hiring").content.decode()
    with scope(owner.practice_id):
        assert Employment.objects.get().confirmed_at is not None


def attest(member: CastMember) -> None:
    """Let a member sign their attestation in the provider portal."""
    client = Client()
    sign_in(client, member)
    address = "/provider/attestations/sign/workforce_attestation"
    page = client.get(address).content.decode()
    read_hash = page.split('name="read_hash" value="')[1][:64]
    told = client.post(address, {"read_hash": read_hash, "typed_name": member.name, "has_read": "on"})
    assert told.status_code == 302
    assert "Maria Testerson" in client.get("/provider/attestations").content.decode()


def test_an_end_takes_access_away_at_once():
    client, _, maria = clinic()
    row = begun(client, maria)
    theirs = Client()
    sign_in(theirs, maria)
    assert theirs.get("/provider").status_code == 200

    at, today = f"/practice/hiring/{row.id}/end", now().date().isoformat()
    assert client.post(at, {"last_day": today, "reason": ""}).status_code == 422
    assert client.post(at, {"last_day": today, "reason": "Moves away"}).status_code == 302

    assert Membership.objects.get(user__email=maria.email).ended_at is not None
    assert theirs.get("/provider").status_code == 403
    assert client.post(at, {"last_day": today, "reason": "Again"}).status_code == 404


def test_what_is_wrong_with_who_is_hired_is_told_under_its_field():
    client, _, maria = clinic()
    told = {**IDENTITY, "person_id": str(maria.person_id), "kind": "employee", "starts_on": "2027-03-01"}

    answer = client.post("/practice/hiring/new", {**told, "npi": "1000000005"})

    assert (answer.status_code, "This is no NPI" in answer.content.decode()) == (422, True)
    with scope(maria.practice_id):
        assert not Employment.objects.exists()


def test_a_state_opens_when_its_checklist_is_done_and_closes_after_a_day():
    client, owner, _ = clinic()
    items, today = list(policy(StandingPolicy).launch_items), now().date()

    early = client.post("/practice/states/co/open", {"begins_on": today.isoformat()})
    assert (early.status_code, "This is left" in early.content.decode()) == (422, True)
    client.post("/practice/states/co", {"done_items": items, "evidence": "Folder 7"})
    assert client.post("/practice/states/co/open", {"begins_on": today.isoformat()}).status_code == 302
    assert "Colorado" in client.get("/practice/states").content.decode()
    wrong = client.post("/practice/states/co/close", {"last_day": (today - timedelta(days=9)).isoformat()})
    assert wrong.status_code == 422
    last_day = today + timedelta(days=9)
    client.post("/practice/states/co/close", {"last_day": last_day.isoformat()})

    with scope(owner.practice_id):
        row = OrganizationAuthorization.objects.get()
        assert (row.begins_on, row.ends_on) == (today, last_day + timedelta(days=1))
    assert client.get("/practice/states/xx").status_code == 404


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.BILLER, Role.SCHEDULER, Role.AUDITOR])
def test_only_who_runs_the_practice_hires_and_opens_states(role: Role):
    client, _, _ = clinic(role)

    told = {client.get(address).status_code for address in ("/practice/hiring", "/practice/states/co")}

    assert told == {403}
