"""The rules of membership, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from attune.identity.errors import (
    BeyondOwnRights,
    EndsBeforeStart,
    LastKeeper,
    NoRoleChosen,
    RaisesOwnRights,
    RoleNotOffered,
    StartsInThePast,
)
from attune.identity.rules.membership import (
    HeldGrant,
    RoleChange,
    Span,
    givable_roles,
    planned_change,
    require_change_by,
    require_givable,
    require_keeper_after,
    require_offered,
    require_span,
)
from attune.kernel.identifiers import new_id
from attune.kernel.roles import OPERATOR_ROLES, PRACTICE_ROLES, Role

NOON = datetime(2027, 3, 17, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ELSA = new_id()


def held(role: Role, *, since: datetime = NOON - 30 * DAY, until: datetime | None = None) -> HeldGrant:
    return HeldGrant(new_id(), ELSA, role, since, until)


def test_a_role_that_is_wanted_and_held_stays_as_it_is():
    biller = held(Role.BILLER)

    change = planned_change([biller], {Role.BILLER, Role.SCHEDULER}, span=Span(NOON))

    assert change == RoleChange(Span(NOON), (Role.SCHEDULER,), ())


def test_a_role_that_is_no_longer_wanted_ends():
    biller, owner = held(Role.BILLER), held(Role.OWNER)

    change = planned_change([biller, owner], {Role.OWNER}, span=Span(NOON))

    assert change == RoleChange(Span(NOON), (), (biller,))


def test_a_role_that_ended_before_begins_anew():
    once = held(Role.BILLER, until=NOON - DAY)

    change = planned_change([once], {Role.BILLER}, span=Span(NOON))

    assert change == RoleChange(Span(NOON), (Role.BILLER,), ())


def test_a_role_that_begins_later_is_kept_with_its_day():
    later = held(Role.PROVIDER, since=NOON + 10 * DAY)

    change = planned_change([later], {Role.PROVIDER, Role.SCHEDULER}, span=Span(NOON))

    assert change == RoleChange(Span(NOON), (Role.SCHEDULER,), ())


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        (Role.OWNER, PRACTICE_ROLES),
        (Role.ADMINISTRATOR, PRACTICE_ROLES - {Role.OWNER}),
        (Role.COMPLIANCE, OPERATOR_ROLES),
        *[(role, frozenset()) for role in Role if role not in {Role.OWNER, Role.ADMINISTRATOR, Role.COMPLIANCE}],
    ],
)
def test_who_may_give_which_role(role: Role, gives: frozenset[Role]):
    assert givable_roles([role]) == gives


def test_an_administrator_gives_no_owners_role():
    require_givable({Role.BILLER}, actor_roles={Role.ADMINISTRATOR})

    with pytest.raises(BeyondOwnRights) as refusal:
        require_givable({Role.BILLER, Role.OWNER}, actor_roles={Role.ADMINISTRATOR})

    assert refusal.value.role is Role.OWNER


def test_an_administrator_gives_themselves_nothing():
    change = planned_change([held(Role.ADMINISTRATOR)], {Role.ADMINISTRATOR, Role.PROVIDER}, span=Span(NOON))
    require_change_by(change, actor_roles={Role.ADMINISTRATOR}, is_own=False)

    with pytest.raises(RaisesOwnRights) as refusal:
        require_change_by(change, actor_roles={Role.ADMINISTRATOR}, is_own=True)

    assert refusal.value.role is Role.PROVIDER


def test_an_owner_may_also_practise():
    change = planned_change([held(Role.OWNER)], {Role.OWNER, Role.PROVIDER}, span=Span(NOON))

    require_change_by(change, actor_roles={Role.OWNER}, is_own=True)

    assert change.begins == (Role.PROVIDER,)


def test_an_administrator_may_step_down():
    change = planned_change([held(Role.ADMINISTRATOR)], {Role.SCHEDULER}, span=Span(NOON))

    with pytest.raises(RaisesOwnRights):
        require_change_by(change, actor_roles={Role.ADMINISTRATOR}, is_own=True)
    require_change_by(RoleChange(Span(NOON), (), change.ends), actor_roles={Role.ADMINISTRATOR}, is_own=True)


def test_the_last_owner_stays():
    owner, other = held(Role.OWNER), held(Role.OWNER)
    require_keeper_after([owner, other], role=Role.OWNER, ended={owner.grant_id}, at=NOON)

    with pytest.raises(LastKeeper):
        require_keeper_after([owner], role=Role.OWNER, ended={owner.grant_id}, at=NOON)


@pytest.mark.parametrize(
    "other",
    [held(Role.OWNER, until=NOON + DAY), held(Role.OWNER, since=NOON + DAY)],
    ids=["one who leaves later", "one who comes later"],
)
def test_an_owner_for_a_time_keeps_nothing(other: HeldGrant):
    owner = held(Role.OWNER)

    with pytest.raises(LastKeeper):
        require_keeper_after([owner, other], role=Role.OWNER, ended={owner.grant_id}, at=NOON)


def test_an_owner_may_hand_over_on_the_day_the_next_one_begins():
    owner, follower = held(Role.OWNER), held(Role.OWNER, since=NOON + DAY)

    require_keeper_after([owner, follower], role=Role.OWNER, ended={owner.grant_id}, at=NOON + DAY)


def test_whoever_belongs_to_a_place_is_something_there():
    with pytest.raises(NoRoleChosen):
        require_offered(set(), is_platform=False)


@pytest.mark.parametrize(("role", "is_platform"), [(Role.SUPPORT, False), (Role.PATIENT, False), (Role.OWNER, True)])
def test_a_practice_and_the_platform_have_their_own_roles(role: Role, is_platform: bool):
    with pytest.raises(RoleNotOffered) as refusal:
        require_offered({role}, is_platform=is_platform)

    assert refusal.value.role is role


def test_roles_change_now_or_later():
    require_span(Span(NOON, NOON + DAY), now=NOON)

    with pytest.raises(StartsInThePast):
        require_span(Span(NOON - DAY), now=NOON)
    with pytest.raises(EndsBeforeStart):
        require_span(Span(NOON, NOON), now=NOON)
