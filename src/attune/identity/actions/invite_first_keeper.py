"""Inviting the first owner of a practice, or the platform's first compliance officer, at install."""

from uuid import UUID

from django.db import transaction

from attune.foundation.authorization import Actor
from attune.identity.actions.invite_member import invite_member
from attune.identity.actions.place_lock import locked_place
from attune.identity.errors import PracticeHasMembers
from attune.identity.member_permissions import INVITE_FIRST
from attune.identity.models import Membership


@transaction.atomic
def invite_first_keeper(actor: Actor, *, email: str, name: str) -> UUID:
    """Invite an address to be the first who may do everything in the actor's place; return the invitation's id.

    Only the system may: a command on the server. Raises NotPermitted, PracticeHasMembers or InvitedAlready.
    """
    place = locked_place(actor, INVITE_FIRST)
    if Membership.objects.filter(practice_id=place.practice_id, ended_at=None).exists():
        raise PracticeHasMembers(place.practice_id)
    return invite_member(actor, email=email, name=name, roles={place.keeper})
