"""Ending somebody's membership: their access ends with the transaction."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.live import SESSION, announce
from attune.identity.actions.change_roles import end_grants, open_membership, require_keeper_stays
from attune.identity.actions.place_lock import grants_of, locked_place
from attune.identity.errors import ReasonMissing
from attune.identity.member_permissions import END_MEMBERSHIPS
from attune.identity.models import Session
from attune.identity.rules.membership import require_givable


@transaction.atomic
def end_membership(actor: Actor, *, membership_id: UUID, reason: str) -> None:
    """End a membership of the actor's practice, for a reason that is kept.

    Sessions and tokens look the membership up at each use, so the next use is refused; open pages are told.
    Raises NotPermitted, NoSuchMember, ReasonMissing, BeyondOwnRights or LastKeeper.
    """
    place = locked_place(actor, END_MEMBERSHIPS)
    membership = open_membership(place, membership_id)
    if not reason.strip():
        raise ReasonMissing
    moment = now()
    lasting = [grant for grant in grants_of(membership) if grant.ends_at is None or grant.ends_at > moment]
    require_givable({grant.role for grant in lasting}, actor_roles=place.actor_roles)
    require_keeper_stays(place, lasting, at=moment)
    end_grants(lasting, at=moment)
    membership.ended_at = max(moment, membership.started_at)
    membership.ended_by_id = actor.person_id
    membership.end_reason = reason.strip()
    membership.save(update_fields=["ended_at", "ended_by", "end_reason"])
    Session.objects.filter(user_id=membership.user_id, active_practice_id=place.practice_id).update(
        active_practice_id=None
    )
    record(actor, "identity.member.ended", object_kind="membership", object_id=membership_id, reason=reason.strip())
    announce(SESSION, holder_id=membership.user_id)
