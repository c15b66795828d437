"""The lock every change of members takes first, so that two changes see each other."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from attune.foundation.authorization import Actor, NotPermitted, Permission, Role, authorize
from attune.foundation.clock import now
from attune.identity.models import Grant, Membership
from attune.identity.rules.membership import KEEPERS, HeldGrant, keeper_role
from attune.practices.queries.registry import registered


@dataclass(frozen=True, slots=True)
class LockedPlace:
    """A practice, or the platform, whose members nobody else changes until the transaction ends.

    ``actor_roles`` are what the actor is there after waiting for the lock.
    """

    practice_id: UUID
    is_platform: bool
    actor_roles: frozenset[Role]

    @property
    def keeper(self) -> Role:
        """Return the role somebody must always hold here."""
        return keeper_role(is_platform=self.is_platform)

    def keepers(self) -> list[HeldGrant]:
        """Return the grants of the keeper's role that have not ended, of people who can sign in."""
        found = Grant.objects.filter(
            membership__practice_id=self.practice_id,
            membership__ended_at=None,
            membership__user__is_active=True,
            role=self.keeper,
        )
        return [held_grant(grant) for grant in found]


def locked_place(actor: Actor, wanted: Permission) -> LockedPlace:
    """Lock the actor's place and return it. Raises NotPermitted.

    Whoever lost their roles while waiting for the lock is refused like anyone without them.
    """
    authorize(actor, wanted)
    if actor.practice_id is None:
        raise NotPermitted(wanted.name)
    practice = registered(actor.practice_id, is_locked=True)
    roles = KEEPERS if actor.is_system else _roles_now(actor.person_id, practice.practice_id)
    if not actor.is_system and not roles & wanted.roles:
        raise NotPermitted(wanted.name)
    return LockedPlace(practice.practice_id, practice.is_platform, roles)


def grants_of(membership: Membership) -> list[HeldGrant]:
    """Return a member's grants."""
    return [held_grant(grant) for grant in Grant.objects.filter(membership=membership)]


def held_grant(grant: Grant) -> HeldGrant:
    """Return a grant as the rules know it."""
    return HeldGrant(grant.id, grant.membership_id, Role(grant.role), grant.starts_at, grant.ends_at)


def _roles_now(person_id: UUID | None, practice_id: UUID) -> frozenset[Role]:
    assert person_id is not None
    moment = now()
    held = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=moment),
        membership__practice_id=practice_id,
        membership__user_id=person_id,
        membership__ended_at=None,
        starts_at__lte=moment,
    )
    return frozenset(map(Role, held.values_list("role", flat=True)))
