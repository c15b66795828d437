"""Who works in a practice, as its owner and administrators see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet

from attune.foundation import clock
from attune.foundation.authorization import Actor, Role, authorize
from attune.identity.errors import NoSuchMember
from attune.identity.member_permissions import SEE_MEMBERS
from attune.identity.models import Grant, Membership


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """One person's membership of a practice, with the roles held now. ``id`` is the membership's."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    roles: tuple[Role, ...]
    started_at: datetime
    ended_at: datetime | None


def members(actor: Actor, *, after: UUID | None = None, limit: int = 100) -> list[MemberSummary]:
    """Return the memberships of the actor's practice, oldest first, ended ones too."""
    authorize(actor, SEE_MEMBERS)
    rows = _memberships(actor)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return [_summary(row) for row in rows.order_by("id")[:limit]]


def member(actor: Actor, membership_id: UUID) -> MemberSummary:
    """Return one membership of the actor's practice. Raises NoSuchMember."""
    authorize(actor, SEE_MEMBERS)
    row = _memberships(actor).filter(id=membership_id).first()
    if row is None:
        raise NoSuchMember(membership_id)
    return _summary(row)


def _memberships(actor: Actor) -> "QuerySet[Membership]":
    now = clock.now()
    held = Grant.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), membership_id=OuterRef("id"), starts_at__lte=now)
    return Membership.objects.filter(Q(practice_id=actor.practice_id)).annotate(
        person_name=F("user__name"),
        address=F("user__email"),
        held=ArraySubquery(held.order_by("role").values("role")),
    )


def _summary(row: Membership) -> MemberSummary:
    named = row.__dict__
    return MemberSummary(
        id=row.id,
        person_id=row.user_id,
        name=named["person_name"],
        email=named["address"],
        roles=tuple(map(Role, named["held"])),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
