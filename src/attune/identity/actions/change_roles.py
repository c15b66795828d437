"""Changing what somebody is in a practice, now or from a day on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role
from attune.foundation.clock import now
from attune.foundation.live import SESSION, announce
from attune.identity.actions.place_lock import LockedPlace, grants_of, locked_place
from attune.identity.errors import NoSuchMember
from attune.identity.member_permissions import CHANGE_ROLES
from attune.identity.models import Grant, Membership
from attune.identity.rules.membership import (
    HeldGrant,
    RoleChange,
    Span,
    planned_change,
    require_change_by,
    require_keeper_after,
    require_offered,
    require_span,
)


@transaction.atomic
def change_roles(
    actor: Actor,
    *,
    membership_id: UUID,
    roles: Collection[Role],
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> RoleChange:
    """Let a member hold exactly these roles from ``starts_at`` (None: now) on, and return what changed.

    ``ends_at`` is when the added roles end again. Raises NotPermitted, NoSuchMember, NoRoleChosen,
    RoleNotOffered, StartsInThePast, EndsBeforeStart, BeyondOwnRights, RaisesOwnRights or LastKeeper.
    """
    place = locked_place(actor, CHANGE_ROLES)
    membership = open_membership(place, membership_id)
    moment = now()
    span = Span(starts_at or moment, ends_at)
    require_offered(roles, is_platform=place.is_platform)
    require_span(span, now=moment)
    change = planned_change(grants_of(membership), roles, span=span)
    require_change_by(change, actor_roles=place.actor_roles, is_own=membership.user_id == actor.person_id)
    require_keeper_stays(place, change.ends, at=span.starts_at)
    end_grants(change.ends, at=span.starts_at)
    Grant.objects.bulk_create(
        Grant(
            membership=membership,
            role=role,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            granted_by_id=actor.person_id,
        )
        for role in change.begins
    )
    record(
        actor,
        "identity.member.roles_changed",
        object_kind="membership",
        object_id=membership_id,
        reason=change.told(),
    )
    announce(SESSION, holder_id=membership.user_id)
    return change


def open_membership(place: LockedPlace, membership_id: UUID) -> Membership:
    """Return a membership of the place that has not ended. Raises NoSuchMember."""
    found = Membership.objects.filter(practice_id=place.practice_id, id=membership_id, ended_at=None).first()
    if found is None:
        raise NoSuchMember(membership_id)
    return found


def require_keeper_stays(place: LockedPlace, ends: Collection[HeldGrant], *, at: datetime) -> None:
    """Refuse to end the last keeper's role: LastKeeper."""
    ended = {grant.grant_id for grant in ends if grant.role is place.keeper}
    require_keeper_after(place.keepers(), role=place.keeper, ended=ended, at=at)


def end_grants(ends: Collection[HeldGrant], *, at: datetime) -> None:
    """Let grants end at a moment (UTC); one that begins later never begins."""
    for grant in ends:
        Grant.objects.filter(id=grant.grant_id).update(ends_at=max(at, grant.starts_at))
