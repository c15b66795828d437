"""The pages about credentials: one's own, and everybody's."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attune.credentialing.models import Exclusion, ExclusionList, ExclusionMatch, License, Provider
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from tests.credentialing.people import NPI, added, inside, licensed, verified
from tests.support.world import CastMember, World, cast, sign_in

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def world() -> World:
    return cast()


def signed_in(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def provider_for(world: World, member: CastMember, *, is_active: bool = False) -> UUID:
    """Make a member of A a provider there."""
    owner = world.a[Role.OWNER].actor
    with inside(world.a.practice_id):
        provider_id = added(owner)
        changes: dict[str, object] = {"person_id": member.person_id}
        if is_active:
            verified(owner, provider_id)
            licensed(owner, provider_id)
            changes["state"] = "active"
        Provider.objects.filter(id=provider_id).update(**changes)
    return provider_id


def license_form(**changed: object) -> dict[str, object]:
    today = now().date()
    return {
        "state": "TX",
        "kind": "psychologist",
        "number": "PSY 77",
        "issued_on": (today - timedelta(days=100)).isoformat(),
        "expires_on": (today + timedelta(days=100)).isoformat(),
        "document": SimpleUploadedFile("license.pdf", b"%PDF-1.7 x"),
        **changed,
    }


def test_who_is_no_provider_is_told_whom_to_ask(world):
    answer = signed_in(world.a[Role.SUPERVISOR]).get(reverse("provider_credentials"))

    assert answer.status_code == 200
    assert "You are not set up as a provider here" in answer.content.decode()


def test_a_provider_sees_what_is_missing_and_adds_a_license(world):
    therapist = world.a[Role.PROVIDER]
    provider_id = provider_for(world, therapist)
    client = signed_in(therapist)
    before = client.get(reverse("provider_credentials")).content.decode()

    sent = client.post(reverse("provider_add_license"), license_form())

    after = client.get(reverse("provider_credentials")).content.decode()
    assert "There is no license in force with evidence." in before
    assert sent.headers["Location"] == reverse("provider_credentials")
    assert ("PSY 77" in after, "There is no license in force with evidence." in after) == (True, False)
    with inside(world.a.practice_id):
        assert License.objects.get(provider_id=provider_id).number == "PSY 77"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"expires_on": "2020-01-01", "issued_on": "2018-01-01"}, "This license has ended already."),
        ({"number": "<b>"}, "Enter the number as it stands on the license."),
        ({"kind": "physician"}, "is not one of the available choices"),
        ({"state": "XX"}, "is not one of the available choices"),
        ({"document": SimpleUploadedFile("license.pdf", b"MZ not a pdf")}, "Hand in a PDF, PNG or JPEG"),
        ({"document": ""}, "Hand in a document that shows the license."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(world, changed, told):
    therapist = world.a[Role.PROVIDER]
    provider_for(world, therapist)

    answer = signed_in(therapist).post(reverse("provider_add_license"), license_form(**changed))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    with inside(world.a.practice_id):
        assert License.objects.count() == 0


def test_an_npi_that_is_none_is_refused_and_one_that_is_kept_is_checked(world):
    therapist = world.a[Role.PROVIDER]
    provider_id = provider_for(world, therapist)
    client, told = signed_in(therapist), {"name": "Maria Testerson", "birth_date": "1971-03-05"}

    wrong = client.post(reverse("provider_change_identity"), {**told, "npi": "1234567890"})
    right = client.post(reverse("provider_change_identity"), {**told, "npi": "1678000021"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "This is no NPI" in wrong.content.decode()
    with inside(world.a.practice_id):
        assert Provider.objects.get(id=provider_id).npi == "1678000021"


def test_the_practice_sees_everybody_and_opens_one(world):
    provider_id = provider_for(world, world.a[Role.PROVIDER], is_active=True)
    client = signed_in(world.a[Role.OWNER])

    everybody = client.get(reverse("practice_credentials")).content.decode()
    one = client.get(reverse("practice_provider_credentials", args=[provider_id])).content.decode()

    assert "Maria Testerson" in everybody
    assert NPI in one
    assert "Confirmed" in one


def test_a_provider_is_suspended_with_a_reason_and_reinstated(world):
    provider_id = provider_for(world, world.a[Role.PROVIDER], is_active=True)
    client = signed_in(world.a[Role.OWNER])
    states = []

    for step, reason in (("suspend", ""), ("suspend", "Under review"), ("reinstate", "Cleared up")):
        client.post(reverse(f"practice_{step}_provider", args=[provider_id]), {"reason": reason})
        with inside(world.a.practice_id):
            states.append(Provider.objects.get(id=provider_id).state)

    assert states == ["active", "suspended", "active"]


def test_activation_says_what_is_missing(world):
    provider_id = provider_for(world, world.a[Role.PROVIDER])

    answer = signed_in(world.a[Role.OWNER]).post(reverse("practice_activate_provider", args=[provider_id]), follow=True)

    assert "Something is still missing." in answer.content.decode()


@pytest.mark.edition
def test_a_match_is_decided_here_only_where_the_practice_reviews(world):
    match_id = a_match(world)
    client, url = signed_in(world.a[Role.OWNER]), f"/practice/credentials/matches/{match_id}"
    is_theirs = policy(CredentialingPolicy).reviewer is Reviewer.PRACTICE

    listed_there = "on an exclusion list?" in client.get(reverse("practice_credentials")).content.decode()
    shown = client.get(url)
    sent = client.post(url, {"verdict": "other", "reason": "Another Maria"})

    assert listed_there is is_theirs
    outcome = (shown.status_code, sent.status_code, match_state(world, match_id))
    assert outcome == ((200, 302, "rejected") if is_theirs else (404, 404, "open"))


def test_the_platforms_reviewers_decide_a_match_from_its_page_and_nobody_elses(world):
    assert world.b is not None
    match_id = a_match(world)
    reviewer = signed_in(world.platform[Role.COMPLIANCE])
    url = reverse("operator_match", kwargs={"practice_id": world.a.practice_id, "match_id": match_id})
    elsewhere = reverse("operator_match", kwargs={"practice_id": world.b.practice_id, "match_id": match_id})

    shown = reviewer.get(url)
    without_reason = reviewer.post(url, {"verdict": "same", "reason": " "})
    missing = reviewer.post(elsewhere, {"verdict": "same", "reason": "The same"})
    owner = signed_in(world.a[Role.OWNER]).post(url, {"verdict": "other", "reason": "Not me"})
    before = match_state(world, match_id)
    sent = reviewer.post(url, {"verdict": "same", "reason": "NPI and birth date are hers"})
    again = reviewer.post(url, {"verdict": "other", "reason": "Changed my mind"})

    assert "TESTERSON" in shown.content.decode()
    assert (without_reason.status_code, missing.status_code, owner.status_code) == (422, 404, 403)
    assert (before, sent.headers["Location"]) == ("open", reverse("operator_credentialing"))
    assert (again.status_code, match_state(world, match_id)) == (422, "confirmed")


def a_match(world: World) -> UUID:
    """Let a provider of A be found on an exclusion list, by their NPI."""
    provider_id = provider_for(world, world.a[Role.PROVIDER], is_active=True)
    taken = ExclusionList.objects.create(kind="full", file_hash="x", rows=1, newest_on=now().date(), taken_in_at=now())
    listed = Exclusion.objects.create(
        fingerprint="x", natural_key="x", family_name="TESTERSON", excluded_on=now().date(), last_list=taken
    )
    with scope(world.a.practice_id, plane=Plane.BUSINESS):
        return ExclusionMatch.objects.create(
            provider_id=provider_id, exclusion_id=listed.id, strength="npi", state="open", found_at=now()
        ).id


def match_state(world: World, match_id: UUID) -> str:
    with scope(world.a.practice_id, plane=Plane.BUSINESS):
        return ExclusionMatch.objects.get(id=match_id).state


def test_another_practices_provider_is_not_there(world):
    assert world.b is not None
    provider_id = provider_for(world, world.a[Role.PROVIDER])
    stranger = signed_in(world.b[Role.OWNER])

    for name in ("practice_provider_credentials", "practice_add_license", "practice_change_identity"):
        assert stranger.get(reverse(name, args=[provider_id])).status_code == 404
    assert stranger.get(reverse("practice_renew_license", args=[new_id()])).status_code == 404
    assert stranger.post(reverse("practice_activate_provider", args=[provider_id])).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(world):
    client, counts = signed_in(world.a[Role.OWNER]), []
    for number in range(3):
        with inside(world.a.practice_id):
            added(world.a[Role.OWNER].actor, name=f"Maria Number{chr(97 + number)}", npi="")
        if number == 1:
            continue
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("practice_credentials"))
        counts.append(len(asked))

    assert counts[0] == counts[1]
