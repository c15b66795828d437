"""Inviting somebody to work in a practice."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.identity.actions.place_lock import locked_place
from attune.identity.errors import InvitedAlready, MemberAlready
from attune.identity.invitation_tokens import invitation_token
from attune.identity.member_permissions import INVITE_MEMBERS
from attune.identity.models import Invitation, Membership
from attune.identity.models.user import normal_address
from attune.identity.rules.invitations import GOOD_FOR, token_hash
from attune.identity.rules.membership import named, require_givable, require_offered
from attune.kernel.identifiers import new_id


@transaction.atomic
def invite_member(actor: Actor, *, email: str, name: str, roles: Collection[Role]) -> UUID:
    """Invite an address into the actor's practice and return the invitation's id.

    Raises NotPermitted, NoRoleChosen, RoleNotOffered, BeyondOwnRights, MemberAlready or InvitedAlready.
    """
    place = locked_place(actor, INVITE_MEMBERS)
    require_offered(roles, is_platform=place.is_platform)
    require_givable(roles, actor_roles=place.actor_roles)
    address, sent_at, invitation_id = normal_address(email), now(), new_id()
    if Membership.objects.filter(practice_id=place.practice_id, ended_at=None, user__email=address).exists():
        raise MemberAlready(address)
    try:
        with transaction.atomic():
            Invitation.objects.create(
                id=invitation_id,
                practice_id=place.practice_id,
                email=address,
                name=name.strip(),
                roles=sorted(set(roles)),
                token_hash=token_hash(invitation_token(invitation_id, sent_at)),
                invited_by_id=actor.person_id,
                sent_at=sent_at,
                expires_at=sent_at + GOOD_FOR,
            )
    except IntegrityError as error:
        if not violates(error, "one_open_invitation_per_address"):
            raise
        raise InvitedAlready(address) from error
    record(actor, "identity.member.invited", object_kind="invitation", object_id=invitation_id, reason=named(roles))
    return invitation_id
