"""How much may be asked for."""

from dataclasses import replace

import pytest

from attune.foundation.policies import policy
from attune.foundation.rate_limits.models import RateCounter
from attune.identity.queries import presented_token
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.kernel.rate_limit import RateLimit
from tests.api import cast

HOUR = 3600
PLENTY = RateLimit(requests=1_000, seconds=HOUR)


@pytest.fixture
def limited(monkeypatch):
    """Let the edition's policy have other limits for every audience."""

    def limit(**limits: RateLimit) -> None:
        offered = policy(ApiPolicy)
        tight = replace(offered, audiences=tuple(_with(audience, limits) for audience in offered.audiences))
        monkeypatch.setattr(presented_token, "policy", lambda _: tight)

    return limit


def _with(audience: Audience, limits: dict[str, RateLimit]) -> Audience:
    plenty = replace(audience, per_token=PLENTY, per_holder=PLENTY, in_total=PLENTY)
    return replace(plenty, **limits)  # type: ignore[arg-type]


def test_the_three_apis_have_limits_of_their_own():
    limits = {one.name: one.per_token for one in policy(ApiPolicy).audiences}

    assert limits == {
        "provider": RateLimit(requests=600, seconds=60),
        "patient": RateLimit(requests=120, seconds=60),
        "admin": RateLimit(requests=300, seconds=60),
    }


@pytest.mark.edition
def test_each_answer_tells_the_tokens_own_level(owner_of_maple, limited):
    limited(per_token=RateLimit(requests=5, seconds=HOUR))
    program = cast.caller(owner_of_maple)

    first, second = program.get("/me"), program.get("/nothing-declared")
    third = program.get("/members/not-an-id")

    assert first.headers["RateLimit-Policy"] == '"token";q=5;w=3600'
    assert first.headers["RateLimit"].startswith('"token";r=4;t=')
    assert "RateLimit" not in second.headers
    assert third.headers["RateLimit"].startswith('"token";r=3;t=')


@pytest.mark.edition
def test_a_token_that_asks_too_often_waits_and_others_go_on(maple, limited):
    limited(per_token=RateLimit(requests=2, seconds=HOUR))
    busy, calm = cast.caller(cast.owner(maple)), cast.caller(cast.owner(maple))

    statuses = [busy.get("/me").status_code for _ in range(3)]

    refused = busy.get("/me")
    assert statuses == [200, 200, 429]
    assert 0 < int(refused.headers["Retry-After"]) <= HOUR
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:attune:problem:limit-reached"
    assert calm.get("/me").status_code == 200


@pytest.mark.edition
def test_a_practice_that_asks_too_often_does_not_stop_another(db, limited):
    limited(per_holder=RateLimit(requests=2, seconds=HOUR))
    maple = cast.practice()
    programs = [cast.caller(cast.owner(maple)), cast.caller(cast.owner(maple))]

    statuses = [program.get("/me").status_code for program in [*programs, *programs]]

    assert statuses == [200, 200, 429, 429]
    assert cast.caller(cast.keeper_elsewhere()).get("/me").status_code == 200


@pytest.mark.edition
def test_all_together_have_a_limit_and_refused_requests_do_not_use_it_up(maple, limited):
    limited(per_token=RateLimit(requests=1, seconds=HOUR), in_total=RateLimit(requests=2, seconds=HOUR))
    programs = [cast.caller(cast.owner(maple)) for _ in range(3)]

    statuses = [programs[at].get("/me").status_code for at in (0, 0, 0, 1, 2)]

    assert statuses == [200, 429, 429, 200, 429]


@pytest.mark.edition
def test_a_new_window_begins_at_nothing(owner_of_maple, limited):
    limited(per_token=RateLimit(requests=1, seconds=HOUR))
    program = cast.caller(owner_of_maple)
    before = [program.get("/me").status_code for _ in range(2)]

    for counter in RateCounter.objects.all():
        counter.window_started_at = counter.window_started_at.replace(year=2020)
        counter.save()

    assert (before, program.get("/me").status_code) == ([200, 429], 200)


def test_the_counters_are_not_logged_by_the_server(owner):
    persistence = owner.execute(
        "SELECT relpersistence FROM pg_class WHERE oid = 'foundation_ratecounter'::regclass"
    ).fetchone()

    assert persistence == ("u",)
