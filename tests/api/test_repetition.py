"""A write that is sent twice is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection

from attune.foundation import clock
from attune.foundation.idempotency import once as once_module
from attune.foundation.idempotency.models import IdempotentRequest
from attune.foundation.tenancy import scope
from attune.identity.models import ApiToken
from tests.api import cast


def order(**changes: Any) -> dict[str, Any]:
    scopes = [] if "provider" in cast.audience_names() else ["tokens:read"]
    return {"label": "Night job", "expires_at": cast.in_days(3), "scopes": scopes} | changes


@pytest.mark.edition
def test_the_same_key_and_body_get_the_first_answer_and_make_one_token(owner_of_maple):
    program, wanted = cast.caller(owner_of_maple), order()

    first = program.post("/tokens", wanted, Idempotency_Key="night-1")
    again = program.post("/tokens", wanted, Idempotency_Key="night-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert ApiToken.objects.filter(label="Night job").count() == 1


@pytest.mark.edition
@pytest.mark.parametrize("who", [cast.patient, cast.operator])
def test_people_in_their_own_care_and_operators_repeat_too(db, who):
    program, wanted = cast.caller(who()), order()

    answers = [program.post("/tokens", wanted, Idempotency_Key="night-1") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content


@pytest.mark.edition
def test_without_a_key_a_write_is_done_each_time(owner_of_maple):
    program, wanted = cast.caller(owner_of_maple), order()

    statuses = [program.post("/tokens", wanted).status_code for _ in range(2)]

    assert statuses == [201, 201]
    assert ApiToken.objects.filter(label="Night job").count() == 2


@pytest.mark.edition
def test_the_same_key_with_another_body_is_refused(owner_of_maple):
    program, wanted = cast.caller(owner_of_maple), order()
    program.post("/tokens", wanted, Idempotency_Key="night-1")

    refused = program.post("/tokens", wanted | {"label": "Day job"}, Idempotency_Key="night-1")

    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:attune:problem:idempotency-key-reused"
    assert ApiToken.objects.filter(label="Day job").count() == 0


@pytest.mark.edition
def test_the_same_key_for_another_operation_is_refused(owner_of_maple):
    program = cast.caller(owner_of_maple)
    made = program.post("/tokens", order(), Idempotency_Key="night-1").json()

    refused = program.delete(f"/tokens/{made['id']}", Idempotency_Key="night-1")

    assert refused.status_code == 422
    assert ApiToken.objects.get(id=made["id"]).revoked_at is None


@pytest.mark.edition
def test_an_answer_without_a_body_is_repeated_too(owner_of_maple):
    program = cast.caller(owner_of_maple)
    made = program.post("/tokens", order()).json()

    answers = [program.delete(f"/tokens/{made['id']}", Idempotency_Key="end") for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b""), (204, b"")]


@pytest.mark.edition
def test_two_tokens_may_use_the_same_key(maple):
    programs, wanted = [cast.caller(cast.owner(maple)) for _ in range(2)], order()

    answers = [program.post("/tokens", wanted, Idempotency_Key="1") for program in programs]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["token"] != answers[1].json()["token"]


@pytest.mark.edition
def test_a_refused_write_is_not_kept(owner_of_maple):
    program = cast.caller(owner_of_maple)

    refused = program.post("/tokens", order(expires_at=cast.in_days(-1)), Idempotency_Key="night-1")
    accepted = program.post("/tokens", order(), Idempotency_Key="night-1")

    assert (refused.status_code, accepted.status_code) == (422, 201)


@pytest.mark.edition
def test_after_a_day_the_key_is_free_and_the_old_answer_is_gone(owner_of_maple):
    program, wanted = cast.caller(owner_of_maple), order()
    first = program.post("/tokens", wanted, Idempotency_Key="night-1").json()
    with scope(owner_of_maple.practice_id):
        IdempotentRequest.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    second = program.post("/tokens", wanted, Idempotency_Key="night-1").json()

    assert first["id"] != second["id"]
    with scope(owner_of_maple.practice_id):
        assert IdempotentRequest.objects.count() == 1


@pytest.mark.edition
def test_what_is_kept_cannot_be_read_without_the_clients_key(owner_of_maple):
    made = cast.caller(owner_of_maple).post("/tokens", order(), Idempotency_Key="night-1").json()

    with scope(owner_of_maple.practice_id):
        kept = IdempotentRequest.objects.get()

    stored = bytes(kept.sealed_answer) + kept.key_hash.encode() + kept.request_hash.encode()
    assert made["token"].encode() not in stored
    assert b"night-1" not in stored
    assert kept.expires_at - clock.now() <= timedelta(hours=24)


@pytest.mark.edition
@pytest.mark.parametrize("key", ["", " ", "a b", "ü", "x" * 129])
def test_a_key_that_is_none_is_refused(owner_of_maple, key):
    refused = cast.caller(owner_of_maple).post("/tokens", order(), Idempotency_Key=key)

    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"in": "header", "field": "Idempotency-Key", "detail": "must be 1 to 128 visible ASCII characters"}
    ]


@pytest.mark.edition
def test_of_two_requests_at_once_one_is_done_and_one_is_told_to_wait(committed_database, monkeypatch):
    made = cast.token(cast.owner(cast.practice()))
    wanted, is_inside, may_finish = order(), Event(), Event()
    keep = once_module._keep

    def slow_keep(*args: Any) -> None:
        is_inside.set()
        assert may_finish.wait(10)
        keep(*args)

    monkeypatch.setattr(once_module, "_keep", slow_keep)

    def send() -> tuple[int, str]:
        try:
            answer = cast.Caller(made.text, made.summary.audience).post("/tokens", wanted, Idempotency_Key="race")
            return answer.status_code, answer.json().get("type", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        first = other.submit(send)
        assert is_inside.wait(10)
        second = send()
        may_finish.set()
        outcome = first.result(10)

    assert (outcome, second) == ((201, ""), (409, "urn:attune:problem:still-answering"))
    assert ApiToken.objects.filter(label="Night job").count() == 1


@pytest.mark.edition
def test_the_last_place_for_a_token_goes_to_one_of_two(committed_database):
    actor = cast.owner(cast.practice())
    first = cast.token(actor)
    room = cast.audience(first.summary.audience).tokens_per_person_max
    for _ in range(room - 2):
        cast.token(actor)
    start = Barrier(4)

    def send() -> int:
        try:
            program = cast.Caller(first.text, first.summary.audience)
            start.wait(10)
            return program.post("/tokens", order()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as programs:
        statuses = sorted(future.result(20) for future in [programs.submit(send) for _ in range(4)])

    assert statuses == [201, 409, 409, 409]
    assert ApiToken.objects.count() == room
