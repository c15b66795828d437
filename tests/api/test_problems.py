"""Every refusal is a problem document with the request's id."""

import json
from uuid import UUID

import pytest
from django.test import Client

from attune.api.operations import members as members_operations
from tests.api import cast

GIVEN_ID = "6f1f7c1e-9d4e-4f43-9a65-0d9c6b2f8a11"


@pytest.mark.edition
def test_a_body_with_wrong_values_is_told_field_by_field(owner_of_maple):
    program = cast.caller(owner_of_maple)

    refused = program.post("/tokens", {"label": "\u0000", "expires_at": "soon", "scopes": ["X"]})

    told = refused.json()
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "application/problem+json")
    assert told["title"] == "Not accepted"
    assert [(one["in"], one["field"]) for one in told["errors"]] == [
        ("body", "label"),
        ("body", "expires_at"),
        ("body", "scopes.0"),
    ]
    assert told["request_id"] == refused.headers["X-Request-Id"]


@pytest.mark.edition
@pytest.mark.parametrize("body", ["", "{", "[1", "\x00", "\ud83d"])
def test_a_body_that_is_not_json_is_unreadable(owner_of_maple, body):
    made = cast.token(owner_of_maple)
    root = cast.ROOTS[made.summary.audience]

    refused = Client().post(
        f"{root}/tokens",
        body.encode("utf-8", "surrogatepass"),
        content_type="application/json",
        headers={"Authorization": f"Bearer {made.text}"},
    )

    # Nothing at all is a body without its fields.
    assert refused.status_code == (400 if body else 422)
    assert refused.json()["type"] == f"urn:attune:problem:{'unreadable' if body else 'invalid'}"


@pytest.mark.edition
def test_a_body_that_is_too_large_is_refused(owner_of_maple, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    refused = cast.caller(owner_of_maple).post("/tokens", {"label": "x" * 200})

    assert (refused.status_code, refused.json()["type"]) == (413, "urn:attune:problem:too-large")


@pytest.mark.edition
@pytest.mark.parametrize("address", ["/", "/nowhere", "/members/a/b", "/%00", "/me/"])
def test_an_address_that_is_none_is_not_found(owner_of_maple, address):
    refused = cast.caller(owner_of_maple).get(address)

    assert (refused.status_code, refused.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.edition
def test_an_address_of_no_api_is_not_found(db):
    refused = Client().get("/api/nowhere/v9/me")

    assert (refused.status_code, refused.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.edition
@pytest.mark.parametrize("method", ["PUT", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_a_method_that_is_not_offered_names_those_that_are(owner_of_maple, method):
    made = cast.token(owner_of_maple)
    root = cast.ROOTS[made.summary.audience]

    refused = Client().generic(method, f"{root}/tokens", headers={"Authorization": f"Bearer {made.text}"})

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
    assert refused.headers["Content-Type"] == "application/problem+json"


@pytest.mark.edition
def test_what_nobody_foresaw_is_told_without_detail_and_logged(owner_of_maple, monkeypatch, caplog):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a secret inside")

    monkeypatch.setattr(members_operations, "members_after", broken)

    refused = cast.caller(owner_of_maple).get("/members", X_Request_Id=GIVEN_ID)

    assert refused.status_code == 500
    assert refused.json() == {
        "type": "urn:attune:problem:unexpected",
        "title": "Something went wrong here",
        "status": 500,
        "detail": "Nothing was changed. Quote the request_id when you report this.",
        "request_id": GIVEN_ID,
    }
    lines = [json.loads(text) for text in caplog.messages if text.startswith("{")]
    logged = [(line["request_id"], line["exception"]) for line in lines if line["logger"] == "attune.api"]
    assert logged == [(GIVEN_ID, "builtins.RuntimeError")]
    assert "a secret inside" not in str(lines)


@pytest.mark.edition
def test_a_request_id_is_taken_over_only_if_it_is_one(owner_of_maple):
    program = cast.caller(owner_of_maple)

    kept = program.get("/me", X_Request_Id=GIVEN_ID).headers["X-Request-Id"]
    made = program.get("/me", X_Request_Id="robert'); DROP").headers["X-Request-Id"]

    assert kept == GIVEN_ID
    assert str(UUID(made)) == made


@pytest.mark.edition
def test_answers_are_kept_by_no_cache(owner_of_maple):
    program = cast.caller(owner_of_maple)

    kept = {program.get(address).headers["Cache-Control"] for address in ("/me", "/nowhere", "/openapi.json")}

    assert kept == {"no-store"}


@pytest.mark.edition
def test_a_problem_tells_nothing_of_what_was_sent(owner_of_maple):
    sent = "Patient Wren has a cough"

    refused = cast.caller(owner_of_maple).post("/tokens", {"label": sent + "\n", "expires_at": sent})

    assert refused.status_code == 422
    assert sent not in json.dumps(refused.json())
