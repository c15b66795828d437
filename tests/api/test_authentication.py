"""Which tokens open which API."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from attune.foundation import clock
from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from attune.identity.actions.revoke_api_token import revoke_api_token
from attune.identity.models import ApiToken, Grant, Membership, User
from attune.identity.rules.tokens import is_token_text, token_hash
from attune.practices.models import Practice
from tests.api import cast

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

SAME_ID = "01a1f8ab-5d2b-71e6-b64b-496b4d873dbd"


def refusal(text: str, audience: str) -> tuple[int, bytes, dict[str, str]]:
    response = cast.Caller(text, audience).get("/me", X_Request_Id=SAME_ID)
    return told(response)


def told(response: "Response") -> tuple[int, bytes, dict[str, str]]:
    return response.status_code, response.content, dict(response.headers)


@pytest.mark.edition
def test_a_token_says_who_it_acts_for_and_where(maple, owner_of_maple):
    made = cast.token(owner_of_maple)

    answer = cast.Caller(made.text, cast.audience_of(owner_of_maple)).get("/me").json()

    assert answer == {
        "person": {"id": str(owner_of_maple.person_id), "name": "Ada Marsh"},
        "practice": {"id": str(maple.id), "name": maple.name},
        "roles": ["owner"],
        "scopes": sorted(made.summary.scopes),
        "token_expires_at": made.summary.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


@pytest.mark.edition
def test_a_person_in_their_own_care_has_no_practice(db):
    wren = cast.patient()

    answer = cast.caller(wren).get("/me").json()

    assert (answer["practice"], answer["roles"]) == (None, ["patient"])


@pytest.mark.parametrize("audience", ["provider", "patient", "admin"])
def test_a_token_of_another_audience_is_refused_as_if_it_were_unknown(db, audience):
    actors = {"provider": cast.owner(cast.practice()), "patient": cast.patient(), "admin": cast.operator()}
    texts = {name: cast.token(actor).text for name, actor in actors.items()}

    opened = refusal(texts[audience], audience)[0]
    refused = [refusal(text, audience) for name, text in texts.items() if name != audience]

    unknown = refusal("attune_provider_nothing_000000", audience)
    assert opened == 200
    assert refused == [unknown, unknown]


@pytest.mark.edition
def test_unknown_revoked_and_expired_tokens_are_refused_alike(owner_of_maple):
    audience = cast.audience_of(owner_of_maple)
    revoked, expired, working = (cast.token(owner_of_maple) for _ in range(3))
    with scope(owner_of_maple.practice_id, person_id=owner_of_maple.person_id):
        revoke_api_token(owner_of_maple, token_id=revoked.summary.id)
    ApiToken.objects.filter(id=expired.summary.id).update(
        created_at=clock.now() - timedelta(days=2), expires_at=clock.now() - timedelta(seconds=1)
    )

    answers = [refusal(text, audience) for text in (revoked.text, expired.text, "attune_x", "é", "a b c")]

    status, body, headers = answers[0]
    assert refusal(working.text, audience)[0] == 200
    assert answers == [answers[0]] * 5
    assert (status, headers["Content-Type"]) == (401, "application/problem+json")
    assert headers["WWW-Authenticate"] == 'Bearer realm="attune", error="invalid_token"'
    assert b"This token does not work here." in body


@pytest.mark.edition
@pytest.mark.parametrize("header", ["", "Basic YTpi", "Bearer", "Bearer "])
def test_without_a_bearer_token_the_answer_says_to_send_one(db, header, owner_of_maple):
    root = cast.ROOTS[cast.audience_of(owner_of_maple)]

    response = Client().get(f"{root}/me", headers={"Authorization": header} if header else {})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="attune"'
    assert response.json()["detail"] == "Send an API token as a bearer token."


def ended_membership(actor: Actor) -> None:
    Membership.objects.filter(user_id=cast.person_of(actor)).update(ended_at=clock.now())


def locked_person(actor: Actor) -> None:
    User.objects.filter(id=cast.person_of(actor)).update(is_active=False)


def closed_practice(actor: Actor) -> None:
    Practice.objects.filter(memberships__user_id=cast.person_of(actor)).update(state=Practice.State.CLOSED)


def ended_roles(actor: Actor) -> None:
    Grant.objects.filter(membership__user_id=cast.person_of(actor)).update(ends_at=clock.now())


@pytest.mark.edition
@pytest.mark.parametrize("end", [ended_membership, locked_person, closed_practice, ended_roles])
def test_a_token_ends_at_once_with_what_it_stands_on(owner_of_maple, end):
    program = cast.caller(owner_of_maple)
    before = program.get("/me").status_code

    end(owner_of_maple)

    assert (before, program.get("/me").status_code) == (200, 401)


@pytest.mark.edition
def test_a_role_taken_away_takes_its_operations_along(maple):
    jo = cast.member(maple, Role.OWNER, Role.SCHEDULER)
    program = cast.caller(jo)
    before = program.get("/members").status_code

    Grant.objects.filter(membership__user_id=cast.person_of(jo), role=Role.OWNER).update(ends_at=clock.now())

    after = program.get("/members")
    assert (before, after.status_code) == (200, 403)
    assert after.json()["type"] == "urn:attune:problem:not-permitted"


@pytest.mark.edition
def test_only_a_hash_of_the_text_is_stored(owner_of_maple):
    made = cast.token(owner_of_maple)

    row = ApiToken.objects.get(id=made.summary.id)

    audience = cast.audience_of(owner_of_maple)
    assert made.text.startswith(f"attune_{audience}_")
    assert is_token_text(made.text)
    assert row.token_hash == token_hash(made.text)
    assert made.text not in str(row.__dict__)


@pytest.mark.edition
def test_the_day_of_use_is_written_once(owner_of_maple, django_assert_num_queries):
    made = cast.token(owner_of_maple)
    program = cast.Caller(made.text, cast.audience_of(owner_of_maple))

    program.get("/tokens")

    row = ApiToken.objects.get(id=made.summary.id)
    assert row.last_used_on == clock.now().date()
    with django_assert_num_queries(6):
        # Token, limits, and in the scope's savepoint: open, list, close.
        program.get("/tokens")


@pytest.mark.edition
def test_a_session_cookie_alone_opens_nothing_and_no_session_is_read(owner_of_maple, django_assert_num_queries):
    root = cast.ROOTS[cast.audience_of(owner_of_maple)]
    client = Client()
    client.cookies["attune_session"] = "a" * 32

    with django_assert_num_queries(0):
        response = client.get(f"{root}/me")

    assert response.status_code == 401
