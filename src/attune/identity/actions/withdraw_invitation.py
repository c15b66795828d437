"""Taking an invitation back."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.identity.actions.pending_invitation import pending_invitation
from attune.identity.member_permissions import INVITE_MEMBERS


@transaction.atomic
def withdraw_invitation(actor: Actor, *, invitation_id: UUID) -> None:
    """Take an invitation back; its link leads nowhere from now on.

    Raises NotPermitted, NoSuchInvitation, InvitationUsed, InvitationWithdrawn or BeyondOwnRights.
    """
    invitation = pending_invitation(actor, INVITE_MEMBERS, invitation_id)
    invitation.withdrawn_at = now()
    invitation.save(update_fields=["withdrawn_at"])
    record(actor, "identity.invitation.withdrawn", object_kind="invitation", object_id=invitation_id)
