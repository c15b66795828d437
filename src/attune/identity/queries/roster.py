"""Who works in a practice, who did, and who was invited: the one door to each of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from attune.foundation.authorization import Actor, Role, authorize
from attune.identity.errors import NoSuchInvitation, NoSuchMember
from attune.identity.member_permissions import SEE_MEMBERS
from attune.identity.models import Grant, Invitation, Membership
from attune.identity.rules.invitations import InvitationLife, InvitationState, state_of


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role with its dates (UTC); ``ends_at`` is exclusive, None means until further notice."""

    role: Role
    starts_at: datetime
    ends_at: datetime | None

    def is_held(self, at: datetime) -> bool:
        """Return whether the role is held at a moment."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def is_to_come(self, at: datetime) -> bool:
        """Return whether the role begins later."""
        return at < self.starts_at and self.ends_at != self.starts_at


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works, or worked, in the practice. ``grants`` are all they ever had, oldest first."""

    membership_id: UUID
    person_id: UUID
    name: str
    email: str
    started_at: datetime
    ended_at: datetime | None
    end_reason: str
    ended_by: str
    grants: tuple[RoleHeld, ...]

    def roles_at(self, at: datetime) -> tuple[Role, ...]:
        """Return what they are at a moment."""
        return tuple(sorted({held.role for held in self.grants if held.is_held(at)}))

    def grants_to_come(self, at: datetime) -> tuple[RoleHeld, ...]:
        """Return what they will be."""
        return tuple(held for held in self.grants if held.is_to_come(at))


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was asked in and has not come yet."""

    invitation_id: UUID
    email: str
    name: str
    roles: tuple[Role, ...]
    invited_by: str
    sent_at: datetime
    expires_at: datetime
    state: InvitationState


def members_of(actor: Actor, *, is_ended: bool = False) -> list[Member]:
    """Return the practice's members by name, or those who left, the last one first. Raises NotPermitted."""
    authorize(actor, SEE_MEMBERS)
    found = _members(actor).filter(ended_at__isnull=not is_ended)
    order = ("-ended_at",) if is_ended else ("user__name", "started_at")
    return [_member(row) for row in found.order_by(*order)]


def members_after(actor: Actor, *, after: UUID | None, limit: int) -> list[Member]:
    """Return up to ``limit`` members whose membership's id follows ``after``, who left among them.

    Ids follow the time of joining. Raises NotPermitted.
    """
    authorize(actor, SEE_MEMBERS)
    found = _members(actor) if after is None else _members(actor).filter(id__gt=after)
    return [_member(row) for row in found.order_by("id")[:limit]]


def member_of(actor: Actor, membership_id: UUID) -> Member:
    """Return one member of the actor's practice. Raises NotPermitted or NoSuchMember."""
    authorize(actor, SEE_MEMBERS)
    row = _members(actor).filter(id=membership_id).first()
    if row is None:
        raise NoSuchMember(membership_id)
    return _member(row)


def open_invitations(actor: Actor, *, now: datetime) -> list[Invited]:
    """Return the practice's invitations nobody has answered, expired ones among them. Raises NotPermitted."""
    authorize(actor, SEE_MEMBERS)
    found = Invitation.objects.filter(practice_id=_place(actor), accepted_at=None, withdrawn_at=None).select_related(
        "invited_by"
    )
    return [_invited(row, now) for row in found.order_by("sent_at")]


def invitation_of(actor: Actor, invitation_id: UUID, *, now: datetime) -> Invited:
    """Return one invitation of the actor's practice. Raises NotPermitted or NoSuchInvitation."""
    authorize(actor, SEE_MEMBERS)
    row = Invitation.objects.filter(practice_id=_place(actor), id=invitation_id).select_related("invited_by").first()
    if row is None:
        raise NoSuchInvitation
    return _invited(row, now)


def _place(actor: Actor) -> UUID:
    """Return where the actor works; whoever may see members works somewhere."""
    assert actor.practice_id is not None
    return actor.practice_id


def _members(actor: Actor) -> QuerySet[Membership]:
    grants = Prefetch("grants", Grant.objects.order_by("starts_at", "role"))
    found = Membership.objects.filter(practice_id=_place(actor))
    return found.select_related("user", "ended_by").prefetch_related(grants)


def _member(row: Membership) -> Member:
    return Member(
        membership_id=row.id,
        person_id=row.user_id,
        name=row.user.name,
        email=row.user.email,
        started_at=row.started_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        ended_by=row.ended_by.name if row.ended_by else "",
        grants=tuple(RoleHeld(Role(grant.role), grant.starts_at, grant.ends_at) for grant in row.grants.all()),
    )


def _invited(row: Invitation, now: datetime) -> Invited:
    life = InvitationLife(row.expires_at, row.accepted_at, row.withdrawn_at)
    return Invited(
        invitation_id=row.id,
        email=row.email,
        name=row.name,
        roles=tuple(sorted(Role(role) for role in row.roles)),
        invited_by=row.invited_by.name if row.invited_by else "",
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        state=state_of(life, now=now),
    )
