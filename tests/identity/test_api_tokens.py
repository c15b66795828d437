"""Making and revoking API tokens, and who may see them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from attune.audit.models import AuditEvent
from attune.foundation import clock
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.tenancy import scope
from attune.identity.actions.create_api_token import NewToken, create_api_token
from attune.identity.actions.revoke_api_token import revoke_api_token
from attune.identity.errors import (
    AudienceNotOffered,
    ExpiryOutOfRange,
    NoSuchToken,
    ScopeBeyondRoles,
    ScopeMissing,
    ScopeNotOffered,
    TooManyTokens,
)
from attune.identity.models import ApiToken
from attune.identity.queries.api_tokens import audience_choices, own_tokens, practice_tokens
from tests.api import cast

pytestmark = pytest.mark.usefixtures("db")

IS_CLINIC = cast.audience_names() == ["api"]
A_SCOPE = ["tokens:read"] if IS_CLINIC else []
only_with_scopes = pytest.mark.skipif(not IS_CLINIC, reason="tokens carry scopes in the clinic alone")


def within(actor: Actor):
    return scope(actor.practice_id, person_id=actor.person_id, plane=actor.plane)


def make(actor: Actor, *, scopes: list[str] | None = None, days: float = 7, **changes) -> NewToken:
    wanted = {"audience": cast.audience_of(actor), "label": "Night job"} | changes
    with within(actor):
        return create_api_token(
            actor,
            scopes=A_SCOPE if scopes is None else scopes,
            expires_at=clock.now() + timedelta(days=days),
            **wanted,
        )


def is_working(made: NewToken) -> bool:
    return ApiToken.objects.get(id=made.summary.id).revoked_at is None


@pytest.mark.edition
def test_an_audience_that_is_not_offered_here_is_refused():
    with pytest.raises(AudienceNotOffered):
        make(cast.owner(cast.practice()), audience="provider" if IS_CLINIC else "api")


def test_an_audience_of_other_roles_is_refused():
    with pytest.raises(AudienceNotOffered):
        make(cast.owner(cast.practice()), audience="admin")


@pytest.mark.edition
@pytest.mark.parametrize("days", [0, -1, 366, 100_000])
def test_an_expiry_in_the_past_or_too_far_is_refused(days):
    with pytest.raises(ExpiryOutOfRange):
        make(cast.owner(cast.practice()), days=days)


@pytest.mark.edition
def test_the_last_day_a_token_may_live_is_told():
    with pytest.raises(ExpiryOutOfRange) as refused:
        make(cast.owner(cast.practice()), days=366)

    assert refused.value.latest_at - clock.now() == pytest.approx(timedelta(days=365), abs=timedelta(minutes=1))


@pytest.mark.edition
def test_a_person_has_so_many_working_tokens_and_no_more():
    owner = cast.owner(cast.practice())
    room = cast.audience(cast.audience_of(owner)).tokens_per_person_max
    made = [make(owner) for _ in range(room)]

    with pytest.raises(TooManyTokens):
        make(owner)

    with within(owner):
        revoke_api_token(owner, token_id=made[0].summary.id)
    assert make(owner).summary.is_working


@only_with_scopes
@pytest.mark.edition
def test_a_scope_beyond_the_makers_roles_is_refused():
    scheduler = cast.member(cast.practice(), Role.SCHEDULER)

    with pytest.raises(ScopeBeyondRoles) as refused:
        make(scheduler, scopes=["tokens:read", "members:read"])

    assert refused.value.scope == "members:read"


@only_with_scopes
@pytest.mark.edition
def test_a_token_names_at_least_one_scope_and_only_such_as_there_are():
    owner = cast.owner(cast.practice())

    with pytest.raises(ScopeMissing):
        make(owner, scopes=[])
    with pytest.raises(ScopeNotOffered):
        make(owner, scopes=["charts:read"])


@only_with_scopes
@pytest.mark.edition
def test_a_token_carries_its_scopes_and_nothing_else():
    owner = cast.owner(cast.practice())
    program = cast.Caller(make(owner, scopes=["practice:read"]).text, "api")

    statuses = {address: program.get(address).status_code for address in ("/me", "/practice", "/members", "/tokens")}

    assert statuses == {"/me": 200, "/practice": 200, "/members": 403, "/tokens": 403}
    assert "members:read" in program.get("/members").json()["detail"]


@pytest.mark.edition
def test_a_token_made_with_another_does_not_outlive_it():
    owner = cast.owner(cast.practice())
    parent = make(owner, days=3)

    with pytest.raises(ExpiryOutOfRange) as refused:
        make(owner, days=4, made_with=parent.summary.id)

    assert refused.value.latest_at == parent.summary.expires_at


@only_with_scopes
@pytest.mark.edition
def test_a_token_made_with_another_carries_no_more():
    owner = cast.owner(cast.practice())
    parent = make(owner, scopes=["tokens:write"])

    with pytest.raises(ScopeBeyondRoles):
        make(owner, scopes=["members:read"], days=1, made_with=parent.summary.id)


@pytest.mark.edition
def test_revoking_a_token_revokes_those_made_with_it_all_the_way_down():
    owner = cast.owner(cast.practice())
    first = make(owner)
    second = make(owner, days=2, made_with=first.summary.id)
    third = make(owner, days=1, made_with=second.summary.id)
    apart = make(owner)

    with within(owner):
        revoke_api_token(owner, token_id=first.summary.id)

    assert [is_working(one) for one in (first, second, third, apart)] == [False, False, False, True]


@pytest.mark.edition
def test_nothing_is_made_with_a_revoked_token():
    owner = cast.owner(cast.practice())
    first = make(owner)
    with within(owner):
        revoke_api_token(owner, token_id=first.summary.id)

    with pytest.raises(NoSuchToken):
        make(owner, days=1, made_with=first.summary.id)


@pytest.mark.edition
def test_only_ones_own_token_makes_another():
    practice = cast.practice()
    theirs = make(cast.owner(practice))

    with pytest.raises(NoSuchToken):
        make(cast.owner(practice), days=1, made_with=theirs.summary.id)


@pytest.mark.edition
def test_revoking_again_changes_nothing():
    owner = cast.owner(cast.practice())
    made = make(owner)
    with within(owner):
        revoke_api_token(owner, token_id=made.summary.id)
    before = ApiToken.objects.get(id=made.summary.id).revoked_at

    with within(owner):
        revoke_api_token(owner, token_id=made.summary.id)

    assert ApiToken.objects.get(id=made.summary.id).revoked_at == before
    assert events(owner, made.summary.id) == ["identity.token.created", "identity.token.revoked"]


def events(actor: Actor, token_id: UUID) -> list[str]:
    with within(actor):
        found = AuditEvent.objects.filter(object_id=str(token_id)).order_by("id")
        return [event.action for event in found]


@pytest.mark.edition
def test_owners_see_every_token_of_the_practice_and_others_their_own():
    practice = cast.practice()
    owner, scheduler, elsewhere = cast.owner(practice), cast.member(practice, Role.SCHEDULER), cast.keeper_elsewhere()
    ids = [make(actor).summary.id for actor in (owner, scheduler)]
    make(elsewhere)

    with within(owner):
        overseen = [one.id for one in practice_tokens(owner)]
    with within(scheduler):
        own = [one.id for one in own_tokens(scheduler)]
        with pytest.raises(NotPermitted):
            practice_tokens(scheduler)

    assert (overseen, own) == (ids[::-1], ids[1:])


@pytest.mark.edition
def test_the_choices_offered_are_those_that_are_accepted():
    scheduler = cast.member(cast.practice(), Role.SCHEDULER)

    with within(scheduler):
        (choice,) = audience_choices(scheduler)

    made = make(scheduler, audience=choice.name, scopes=[one.name for one in choice.scopes])
    assert made.summary.scopes == tuple(one.name for one in choice.scopes)
    assert (choice.tokens_working, choice.has_room) == (0, True)
    assert "members:read" not in made.summary.scopes


@pytest.mark.edition
def test_the_database_refuses_a_practices_token_without_a_membership():
    owner = cast.owner(cast.practice())
    made = make(owner)

    with pytest.raises(IntegrityError, match="a_practice_token_names_a_membership"):
        ApiToken.objects.filter(id=made.summary.id).update(membership=None)
