"""Inviting, and what may become of an invitation."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.accept_invitation import accept_invitation
from attune.identity.actions.accept_with_new_account import accept_with_new_account
from attune.identity.actions.invite_first_keeper import invite_first_keeper
from attune.identity.actions.resend_invitation import resend_invitation
from attune.identity.actions.withdraw_invitation import withdraw_invitation
from attune.identity.errors import (
    AccountExists,
    InvitationExpired,
    InvitationUsed,
    InvitationWithdrawn,
    InvitedAlready,
    InvitedElsewhere,
    MemberAlready,
    NoSuchInvitation,
    PracticeHasMembers,
)
from attune.identity.models import Grant, Invitation, Membership, User
from attune.identity.queries.invitation_links import InvitationLink, invitation_letter, invitation_link
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.models import Practice
from tests.identity.inviting import ADDRESS, invite
from tests.support.audit import events_of
from tests.support.world import CastMember, World, person

STRONG = "seven green kettles"


def token_of(invitation_id: UUID) -> str:
    return invitation_letter(invitation_id, now=now()).token


def accept(member: CastMember, token: str) -> UUID:
    link = invitation_link(token, now=now())
    with scope(link.practice_id, person_id=member.person_id, plane=Plane.BUSINESS):
        return accept_invitation(Actor(member.person_id, None), token=token).membership_id


def accept_anew(token: str, password: str = STRONG) -> UUID:
    link = invitation_link(token, now=now())
    with scope(link.practice_id, plane=Plane.BUSINESS):
        return accept_with_new_account(
            Actor(None, None), token=token, name="Noor Haddad", password=password, zone="America/Denver"
        ).membership_id


def test_an_invited_person_with_an_account_becomes_a_member(world: World):
    noor = person(ADDRESS, "Noor Haddad")
    invitation_id = invite(world.a[Role.OWNER], Role.BILLER, Role.SCHEDULER, email=" Noor@Example.org ")

    membership_id = accept(noor, token_of(invitation_id))

    membership = Membership.objects.get(id=membership_id)
    assert (membership.practice_id, membership.user_id) == (world.a.practice_id, noor.person_id)
    assert sorted(Grant.objects.filter(membership=membership).values_list("role", flat=True)) == [
        "biller",
        "scheduler",
    ]


def test_an_invited_person_without_an_account_makes_one_whose_address_is_proved(world: World):
    invitation_id = invite(world.a[Role.OWNER])

    membership_id = accept_anew(token_of(invitation_id))

    user = User.objects.get(memberships=membership_id)
    assert (user.email, user.check_password(STRONG)) == (ADDRESS, True)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        (ADDRESS, True, True)
    ]


def test_only_the_hash_of_a_links_secret_is_stored(world: World):
    invitation_id = invite(world.a[Role.OWNER])
    token = token_of(invitation_id)

    stored = Invitation.objects.get(id=invitation_id)

    assert stored.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert [name for name, value in vars(stored).items() if value == token] == []


def test_a_link_that_leads_nowhere_says_only_that(world: World):
    with pytest.raises(NoSuchInvitation):
        invitation_link("f" * 64, now=now())
    with pytest.raises(NoSuchInvitation), scope(world.a.practice_id):
        accept_invitation(world.patient.actor, token="f" * 64)


def test_a_link_is_good_once(world: World):
    noor = person(ADDRESS, "Noor Haddad")
    token = token_of(invite(world.a[Role.OWNER]))
    accept(noor, token)

    with pytest.raises(InvitationUsed):
        accept(noor, token)


def test_a_link_is_good_for_fourteen_days(committed_world: World):
    noor = person(ADDRESS, "Noor Haddad")
    token = token_of(invite(committed_world.a[Role.OWNER]))

    move_clock(timedelta(days=14))

    with pytest.raises(InvitationExpired):
        accept(noor, token)
    move_clock(timedelta(days=13, hours=23))
    assert accept(noor, token) == Membership.objects.get(user_id=noor.person_id).id


def test_a_withdrawn_link_is_worth_nothing(world: World):
    noor = person(ADDRESS, "Noor Haddad")
    owner = world.a[Role.OWNER]
    invitation_id = invite(owner)
    token = token_of(invitation_id)
    with scope(world.a.practice_id):
        withdraw_invitation(owner.actor, invitation_id=invitation_id)

    with pytest.raises(InvitationWithdrawn):
        accept(noor, token)


def test_somebody_else_cannot_use_the_link(world: World):
    token = token_of(invite(world.a[Role.OWNER]))

    with pytest.raises(InvitedElsewhere) as refusal:
        accept(world.patient, token)

    assert refusal.value.email == ADDRESS


def test_an_address_nobody_proved_is_nobodys(world: World):
    noor = person(ADDRESS, "Noor Haddad")
    EmailAddress.objects.filter(user_id=noor.person_id).update(verified=False)
    token = token_of(invite(world.a[Role.OWNER]))

    with pytest.raises(InvitedElsewhere):
        accept(noor, token)


def test_an_address_that_signs_in_already_makes_no_second_account(world: World):
    person(ADDRESS, "Noor Haddad")
    token = token_of(invite(world.a[Role.OWNER]))

    with pytest.raises(AccountExists):
        accept_anew(token)


def test_a_weak_password_makes_no_account(world: World):
    token = token_of(invite(world.a[Role.OWNER]))

    with pytest.raises(ValidationError):
        accept_anew(token, password="noor haddad")

    assert not User.objects.filter(email=ADDRESS).exists()


def test_sending_again_gives_a_new_link_and_the_old_one_leads_nowhere(committed_world: World):
    noor = person(ADDRESS, "Noor Haddad")
    owner = committed_world.a[Role.OWNER]
    invitation_id = invite(owner)
    first = token_of(invitation_id)
    move_clock(timedelta(days=20))

    with scope(owner.practice_id):
        resend_invitation(owner.actor, invitation_id=invitation_id)

    with pytest.raises(NoSuchInvitation):
        accept(noor, first)
    assert accept(noor, token_of(invitation_id)) == Membership.objects.get(user_id=noor.person_id).id


def test_an_answered_invitation_is_neither_sent_again_nor_withdrawn(world: World):
    owner = world.a[Role.OWNER]
    invitation_id = invite(owner)
    accept_anew(token_of(invitation_id))

    with scope(world.a.practice_id):
        with pytest.raises(InvitationUsed):
            resend_invitation(owner.actor, invitation_id=invitation_id)
        with pytest.raises(InvitationUsed):
            withdraw_invitation(owner.actor, invitation_id=invitation_id)


def test_a_member_is_not_invited_again(world: World):
    with pytest.raises(MemberAlready):
        invite(world.a[Role.OWNER], email=world.a[Role.BILLER].email)


def test_who_became_a_member_meanwhile_has_nothing_to_accept(world: World):
    noor = person(ADDRESS, "Noor Haddad")
    token = token_of(invite(world.a[Role.OWNER]))
    Membership.objects.create(practice_id=world.a.practice_id, user_id=noor.person_id, started_at=now())

    with pytest.raises(MemberAlready):
        accept(noor, token)


def test_an_address_has_one_open_invitation(world: World):
    invite(world.a[Role.OWNER])

    with pytest.raises(InvitedAlready):
        invite(world.a[Role.ADMINISTRATOR])


@pytest.mark.edition
def test_an_address_may_be_invited_to_two_places(world: World):
    first = invite(world.a[Role.OWNER])
    second = invite(world.platform[Role.COMPLIANCE], Role.SUPPORT)

    links = [invitation_link(token_of(one), now=now()) for one in (first, second)]

    assert [link.practice_id for link in links] == [world.a.practice_id, PLATFORM_ID]


def test_a_closed_practices_link_leads_nowhere(world: World):
    token = token_of(invite(world.a[Role.OWNER]))
    Practice.objects.filter(id=world.a.practice_id).update(state=Practice.State.CLOSED)

    with pytest.raises(NoSuchInvitation):
        invitation_link(token, now=now())


def test_the_first_owner_is_invited_by_the_system_alone(world: World):
    empty = Practice.objects.create(name="Empty Rooms", slug="empty-rooms", zone="UTC")
    owner = Actor(world.a[Role.OWNER].person_id, empty.id, frozenset({Role.OWNER}))

    with scope(empty.id):
        with pytest.raises(NotPermitted):
            invite_first_keeper(owner, email=ADDRESS, name="Noor Haddad")
        invitation_id = invite_first_keeper(system_actor(empty.id), email=ADDRESS, name="Noor Haddad")

    accept_anew(token_of(invitation_id))
    assert Grant.objects.get(membership__practice=empty).role == Role.OWNER
    with pytest.raises(PracticeHasMembers), scope(empty.id):
        invite_first_keeper(system_actor(empty.id), email="other@example.org", name="Ada Moss")


def test_inviting_and_joining_stand_in_the_practices_trail(world: World):
    owner = world.a[Role.OWNER]
    invitation_id = invite(owner)
    membership_id = accept_anew(token_of(invitation_id))

    told = events_of(world.a.practice_id)

    joined = Membership.objects.get(id=membership_id)
    assert told == [
        (owner.person_id, "identity.member.invited", str(invitation_id), "biller"),
        (joined.user_id, "identity.member.joined", str(membership_id), "biller"),
    ]


def test_the_page_behind_the_link_tells_what_is_offered(world: World):
    invitation_id = invite(world.a[Role.OWNER])
    stored = Invitation.objects.get(id=invitation_id)

    link = invitation_link(token_of(invitation_id), now=now())

    assert link == InvitationLink(
        invitation_id=invitation_id,
        practice_id=world.a.practice_id,
        practice_name=world.a.name,
        is_platform=False,
        email=ADDRESS,
        name="Noor Haddad",
        roles=(Role.BILLER,),
        invited_by=world.a[Role.OWNER].name,
        sent_at=stored.sent_at,
        expires_at=stored.sent_at + timedelta(days=14),
        state=link.state.OPEN,
        has_account=False,
    )
