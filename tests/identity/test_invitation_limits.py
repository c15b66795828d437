"""Invitations that may not be: of owners, twice, elsewhere."""

import pytest

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.tenancy import scope
from attune.identity.actions.invite_member import invite_member
from attune.identity.actions.resend_invitation import resend_invitation
from attune.identity.actions.withdraw_invitation import withdraw_invitation
from attune.identity.errors import (
    BeyondOwnRights,
    NoRoleChosen,
    NoSuchInvitation,
    RoleNotOffered,
)
from tests.identity.inviting import ADDRESS, invite
from tests.support.world import World


def test_an_administrator_invites_no_owner(world: World):
    invite(world.a[Role.ADMINISTRATOR], Role.PROVIDER)

    with pytest.raises(BeyondOwnRights):
        invite(world.a[Role.ADMINISTRATOR], Role.OWNER, email="other@example.org")


def test_an_administrator_neither_sends_nor_withdraws_an_owners_invitation(world: World):
    administrator = world.a[Role.ADMINISTRATOR].actor
    invitation_id = invite(world.a[Role.OWNER], Role.OWNER)

    with scope(world.a.practice_id):
        with pytest.raises(BeyondOwnRights):
            resend_invitation(administrator, invitation_id=invitation_id)
        with pytest.raises(BeyondOwnRights):
            withdraw_invitation(administrator, invitation_id=invitation_id)


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.PATIENT])
def test_nobody_is_invited_to_a_role_the_place_does_not_have(world: World, role: Role):
    with pytest.raises(RoleNotOffered):
        invite(world.a[Role.OWNER], role)


def test_nobody_is_invited_to_nothing(world: World):
    owner = world.a[Role.OWNER]

    with pytest.raises(NoRoleChosen), scope(owner.practice_id):
        invite_member(owner.actor, email=ADDRESS, name="Noor Haddad", roles=[])


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.BILLER, Role.PROVIDER, Role.SUPERVISOR, Role.AUDITOR])
def test_other_roles_invite_nobody(world: World, role: Role):
    with pytest.raises(NotPermitted):
        invite(world.a[role])


@pytest.mark.edition
def test_another_places_invitation_is_not_there(world: World):
    stranger = world.elsewhere[Role.OWNER if world.b else Role.COMPLIANCE]

    with scope(stranger.practice_id, plane=stranger.actor.plane):
        with pytest.raises(NoSuchInvitation):
            resend_invitation(stranger.actor, invitation_id=world.a.invitation_id)
        with pytest.raises(NoSuchInvitation):
            withdraw_invitation(stranger.actor, invitation_id=world.a.invitation_id)
