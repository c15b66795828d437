"""Sending an invitation again."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.identity.actions.pending_invitation import pending_invitation
from attune.identity.invitation_tokens import invitation_token
from attune.identity.member_permissions import INVITE_MEMBERS
from attune.identity.rules.invitations import GOOD_FOR, token_hash


@transaction.atomic
def resend_invitation(actor: Actor, *, invitation_id: UUID) -> None:
    """Send a new link, good from now on; the one sent before leads nowhere.

    Raises NotPermitted, NoSuchInvitation, InvitationUsed, InvitationWithdrawn or BeyondOwnRights.
    """
    invitation = pending_invitation(actor, INVITE_MEMBERS, invitation_id)
    invitation.sent_at = now()
    invitation.expires_at = invitation.sent_at + GOOD_FOR
    invitation.token_hash = token_hash(invitation_token(invitation.id, invitation.sent_at))
    invitation.invited_by_id = actor.person_id
    invitation.save(update_fields=["sent_at", "expires_at", "token_hash", "invited_by"])
    record(actor, "identity.member.invited_again", object_kind="invitation", object_id=invitation_id)
