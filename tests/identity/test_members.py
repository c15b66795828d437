"""Changing roles, ending memberships, switching practices: on real transactions where it matters."""

from datetime import timedelta

import psycopg
import pytest
from django.test import Client

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import move_clock, now
from attune.foundation.live import heard
from attune.foundation.tenancy import scope
from attune.identity.actions.change_roles import change_roles
from attune.identity.errors import (
    BeyondOwnRights,
    EndsBeforeStart,
    LastKeeper,
    NoRoleChosen,
    NoSuchMember,
    RaisesOwnRights,
    ReasonMissing,
    RoleNotOffered,
    StartsInThePast,
)
from attune.identity.queries.roster import Member, member_of, members_of
from attune.identity.queries.signed_in import SignedIn, stored_session
from tests.identity.parting import end, only_owner, second_owner
from tests.support.audit import events_of
from tests.support.world import CastMember, CastPractice, World, joined, sign_in

DAY = timedelta(days=1)


def change(actor: CastMember, target: CastMember, *roles: Role, **when: object) -> None:
    assert target.membership_id is not None
    with scope(actor.practice_id, plane=actor.actor.plane):
        change_roles(actor.actor, membership_id=target.membership_id, roles=roles, **when)  # type: ignore[arg-type]


def seen(actor: CastMember, target: CastMember) -> Member:
    assert target.membership_id is not None
    with scope(actor.practice_id, plane=actor.actor.plane):
        return member_of(actor.actor, target.membership_id)


def roles_of(world: World, target: CastMember) -> tuple[Role, ...]:
    return seen(world.a[Role.OWNER], target).roles_at(now())


def behind(client: Client) -> SignedIn:
    """Return the person whom the next request of this client would find."""
    stored = stored_session(client.cookies["attune_session"].value)
    assert stored is not None
    assert stored.person is not None
    return stored.person


def test_roles_change_at_once(world: World):
    biller = world.a[Role.BILLER]

    change(world.a[Role.OWNER], biller, Role.SCHEDULER, Role.PROVIDER)

    assert roles_of(world, biller) == (Role.PROVIDER, Role.SCHEDULER)


def test_roles_change_on_a_day_to_come(committed_world: World):
    world, biller = committed_world, committed_world.a[Role.BILLER]

    change(world.a[Role.OWNER], biller, Role.SCHEDULER, starts_at=now() + 7 * DAY)

    before = roles_of(world, biller)
    move_clock(7 * DAY)
    assert (before, roles_of(world, biller)) == ((Role.BILLER,), (Role.SCHEDULER,))


def test_a_role_may_end_on_a_day(committed_world: World):
    world, biller = committed_world, committed_world.a[Role.BILLER]

    change(world.a[Role.OWNER], biller, Role.BILLER, Role.PROVIDER, ends_at=now() + 7 * DAY)

    before = roles_of(world, biller)
    move_clock(7 * DAY)
    assert (before, roles_of(world, biller)) == ((Role.BILLER, Role.PROVIDER), (Role.BILLER,))


def test_a_change_to_come_can_be_taken_back(committed_world: World):
    world, biller = committed_world, committed_world.a[Role.BILLER]
    change(world.a[Role.OWNER], biller, Role.BILLER, Role.PROVIDER, starts_at=now() + 7 * DAY)

    change(world.a[Role.OWNER], biller, Role.BILLER)

    move_clock(7 * DAY)
    assert roles_of(world, biller) == (Role.BILLER,)


def test_what_somebody_was_stays_on_record(world: World):
    biller = world.a[Role.BILLER]
    change(world.a[Role.OWNER], biller, Role.SCHEDULER)

    held = [(grant.role, grant.ends_at is None) for grant in seen(world.a[Role.OWNER], biller).grants]

    assert held == [(Role.BILLER, False), (Role.SCHEDULER, True)]


def test_the_next_request_has_the_new_roles(world: World):
    biller, client = world.a[Role.BILLER], Client()
    sign_in(client, biller)

    change(world.a[Role.OWNER], biller, Role.SCHEDULER)

    assert [place.roles for place in behind(client).places] == [frozenset({Role.SCHEDULER})]


def test_the_last_owner_keeps_the_role(world: World):
    owner = only_owner(world)

    with pytest.raises(LastKeeper):
        change(owner, owner, Role.PROVIDER)
    with pytest.raises(LastKeeper):
        end(owner, owner)

    second = second_owner(world)
    change(owner, owner, Role.PROVIDER)
    assert roles_of(world, second) == (Role.OWNER,)


def test_an_owner_for_a_time_does_not_replace_the_last_one(world: World):
    owner = only_owner(world)
    change(owner, world.a[Role.BILLER], Role.BILLER, Role.OWNER, ends_at=now() + DAY)

    with pytest.raises(LastKeeper):
        end(owner, owner)


def test_the_platforms_last_compliance_officer_stays(world: World):
    officer = world.platform[Role.COMPLIANCE]

    with pytest.raises(LastKeeper):
        change(officer, officer, Role.SUPPORT)


def test_an_administrator_makes_no_owner_and_unmakes_none(world: World):
    administrator = world.a[Role.ADMINISTRATOR]

    with pytest.raises(BeyondOwnRights):
        change(administrator, world.a[Role.BILLER], Role.OWNER)
    with pytest.raises(BeyondOwnRights):
        change(administrator, world.a[Role.OWNER], Role.BILLER)
    with pytest.raises(BeyondOwnRights):
        end(administrator, world.a[Role.OWNER])


def test_an_administrator_gives_themselves_nothing(world: World):
    administrator = world.a[Role.ADMINISTRATOR]

    with pytest.raises(RaisesOwnRights):
        change(administrator, administrator, Role.ADMINISTRATOR, Role.PROVIDER)


def test_roles_are_the_places_own_and_never_none(world: World):
    owner, biller = world.a[Role.OWNER], world.a[Role.BILLER]

    with pytest.raises(RoleNotOffered):
        change(owner, biller, Role.SUPPORT)
    with pytest.raises(NoRoleChosen):
        change(owner, biller)
    with pytest.raises(StartsInThePast):
        change(owner, biller, Role.PROVIDER, starts_at=now() - DAY)
    with pytest.raises(EndsBeforeStart):
        change(owner, biller, Role.PROVIDER, starts_at=now() + DAY, ends_at=now() + DAY)


OTHERS = [Role.SCHEDULER, Role.BILLER, Role.PROVIDER, Role.SUPERVISOR, Role.AUDITOR]


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_change_nobody(world: World, role: Role):
    with pytest.raises(NotPermitted):
        change(world.a[role], world.a[Role.BILLER], Role.PROVIDER)
    with pytest.raises(NotPermitted):
        end(world.a[role], world.a[Role.BILLER])


@pytest.mark.edition
def test_another_places_member_is_not_there(world: World):
    stranger = leader_of(world.elsewhere)
    target = world.a[Role.BILLER]

    with pytest.raises(NoSuchMember):
        change(stranger, target, *stranger.roles)
    with pytest.raises(NoSuchMember):
        end(stranger, target)
    with pytest.raises(NoSuchMember):
        seen(stranger, target)
    assert target.name not in {member.name for member in all_seen_by(stranger)}


def all_seen_by(actor: CastMember) -> list[Member]:
    with scope(actor.practice_id, plane=actor.actor.plane):
        return members_of(actor.actor)


def leader_of(practice: CastPractice) -> CastMember:
    return practice.people.get(Role.OWNER) or practice[Role.COMPLIANCE]


@pytest.mark.edition
def test_access_ends_with_the_membership(world: World):
    biller, client = world.a[Role.BILLER], Client()
    sign_in(client, biller)
    before = [place.practice_id for place in behind(client).places]

    end(world.a[Role.OWNER], biller)

    after = behind(client)
    assert (before, after.places, after.is_staff) == ([world.a.practice_id], (), False)


def test_open_pages_are_told_when_access_ends(committed_world: World, owner: psycopg.Connection[tuple[object, ...]]):
    biller = committed_world.a[Role.BILLER]
    owner.execute("LISTEN attune_live")

    end(committed_world.a[Role.OWNER], biller)

    told = [heard(notice.payload) for notice in owner.notifies(timeout=5, stop_after=1)]
    assert told == [(biller.person_id, "session")]


def test_an_ended_membership_keeps_when_why_and_by_whom(world: World):
    end(world.a[Role.OWNER], world.a[Role.BILLER], reason=" Moved away ")

    with scope(world.a.practice_id):
        ended = members_of(world.a[Role.OWNER].actor, is_ended=True)

    (told,) = ended
    assert (told.name, told.end_reason, told.ended_by) == (
        world.a[Role.BILLER].name,
        "Moved away",
        world.a[Role.OWNER].name,
    )


def test_a_membership_ends_once_and_for_a_reason(world: World):
    with pytest.raises(ReasonMissing):
        end(world.a[Role.OWNER], world.a[Role.BILLER], reason="  ")

    end(world.a[Role.OWNER], world.a[Role.BILLER])
    with pytest.raises(NoSuchMember):
        end(world.a[Role.OWNER], world.a[Role.BILLER])


def test_who_left_may_come_back_as_a_new_member(world: World):
    biller = world.a[Role.BILLER]
    end(world.a[Role.OWNER], biller)

    again = joined(biller, world.a.practice_id, {Role.BILLER})

    assert roles_of(world, again) == (Role.BILLER,)


def test_changes_stand_in_the_practices_trail(world: World):
    owner, biller = world.a[Role.OWNER], world.a[Role.BILLER]
    change(owner, biller, Role.SCHEDULER)
    end(owner, biller)

    told = [(event[0], event[1], event[2]) for event in events_of(world.a.practice_id)]

    assert told == [
        (owner.person_id, "identity.member.roles_changed", str(biller.membership_id)),
        (owner.person_id, "identity.member.ended", str(biller.membership_id)),
    ]
