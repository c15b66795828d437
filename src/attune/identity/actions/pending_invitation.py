"""The invitation that an action is about to change, locked with its place."""

from uuid import UUID

from attune.foundation.authorization import Actor, Permission, Role
from attune.identity.actions.place_lock import locked_place
from attune.identity.errors import InvitationUsed, InvitationWithdrawn, NoSuchInvitation
from attune.identity.models import Invitation
from attune.identity.rules.membership import require_givable


def pending_invitation(actor: Actor, wanted: Permission, invitation_id: UUID) -> Invitation:
    """Return an invitation of the actor's place that nobody has answered; expired or not.

    Raises NotPermitted, NoSuchInvitation, InvitationUsed, InvitationWithdrawn or BeyondOwnRights.
    """
    place = locked_place(actor, wanted)
    invitation = Invitation.objects.select_for_update().filter(practice_id=place.practice_id, id=invitation_id).first()
    if invitation is None:
        raise NoSuchInvitation
    if invitation.accepted_at is not None:
        raise InvitationUsed
    if invitation.withdrawn_at is not None:
        raise InvitationWithdrawn
    require_givable(map(Role, invitation.roles), actor_roles=place.actor_roles)
    return invitation
