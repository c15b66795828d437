"""Accepting an invitation with an account one has."""

from dataclasses import dataclass, replace
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.identity.errors import InvitedElsewhere, MemberAlready, NoSuchInvitation
from attune.identity.models import Grant, Invitation, Membership
from attune.identity.rules.invitations import InvitationLife, require_open, token_hash
from attune.identity.rules.membership import named
from attune.practices.queries.registry import registered


@dataclass(frozen=True, slots=True)
class Accepted:
    """Where somebody works from now on."""

    membership_id: UUID
    practice_id: UUID
    person_id: UUID


@transaction.atomic
def accept_invitation(actor: Actor, *, token: str) -> Accepted:
    """Make the signed-in person a member with the roles they were invited to.

    Runs in a scope of the inviting practice: joining is written into its trail.
    Raises NoSuchInvitation, InvitationUsed, InvitationWithdrawn, InvitationExpired,
    InvitedElsewhere (the invited address is none the person has proved) or MemberAlready.
    """
    invitation = invitation_to_answer(token)
    assert actor.person_id is not None
    proved = EmailAddress.objects.filter(user_id=actor.person_id, verified=True, email=invitation.email)
    if not proved.exists():
        raise InvitedElsewhere(invitation.email)
    return join(actor, actor.person_id, invitation)


def invitation_to_answer(token: str) -> Invitation:
    """Return the open invitation of a link, with its place locked.

    Raises NoSuchInvitation, InvitationUsed, InvitationWithdrawn or InvitationExpired.
    """
    told = token_hash(token)
    found = Invitation.objects.filter(token_hash=told).values_list("practice_id", flat=True).first()
    if found is None:
        raise NoSuchInvitation
    practice = registered(found, is_locked=True)
    invitation = Invitation.objects.select_for_update().filter(token_hash=told).first()
    if invitation is None or practice.is_closed:
        raise NoSuchInvitation
    life = InvitationLife(invitation.expires_at, invitation.accepted_at, invitation.withdrawn_at)
    require_open(life, now=now())
    return invitation


def join(actor: Actor, person_id: UUID, invitation: Invitation) -> Accepted:
    """Write the membership an invitation leads to. Raises MemberAlready."""
    moment = now()
    if Membership.objects.filter(practice_id=invitation.practice_id, user_id=person_id, ended_at=None).exists():
        raise MemberAlready(invitation.email)
    membership = Membership.objects.create(practice_id=invitation.practice_id, user_id=person_id, started_at=moment)
    Grant.objects.bulk_create(
        Grant(membership=membership, role=role, starts_at=moment, granted_by_id=invitation.invited_by_id)
        for role in invitation.roles
    )
    invitation.accepted_at = moment
    invitation.accepted_by_id = person_id
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        replace(actor, person_id=person_id, practice_id=invitation.practice_id),
        "identity.member.joined",
        object_kind="membership",
        object_id=membership.id,
        reason=named(map(Role, invitation.roles)),
    )
    return Accepted(membership.id, invitation.practice_id, person_id)
