"""Who may be given which role, and what changing it means for the grants already there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.identity.errors import (
    BeyondOwnRights,
    EndsBeforeStart,
    LastKeeper,
    NoRoleChosen,
    RaisesOwnRights,
    RoleNotOffered,
    StartsInThePast,
)
from attune.kernel.roles import OPERATOR_ROLES, PRACTICE_ROLES, Role

MAY_GIVE: dict[Role, frozenset[Role]] = {
    Role.OWNER: PRACTICE_ROLES,
    Role.ADMINISTRATOR: PRACTICE_ROLES - {Role.OWNER},
    Role.COMPLIANCE: OPERATOR_ROLES,
}
"""Which roles each role may give and take; the others may none."""

KEEPERS = frozenset({Role.OWNER, Role.COMPLIANCE})
"""Who may do everything with members; they may give roles to themselves, and one always stays."""


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A role somebody holds or will hold. ``ends_at`` None: until further notice."""

    grant_id: UUID
    membership_id: UUID
    role: Role
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when on (inclusive) and until when (exclusive; None: until further notice)."""

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What to write: roles to begin and to end, both at the start of ``span``."""

    span: Span
    begins: tuple[Role, ...]
    ends: tuple[HeldGrant, ...]

    def told(self) -> str:
        """Return the change as the trail tells it: "from 2027-03-17: begins provider; ends biller"."""
        begins = f"begins {named(self.begins)}" if self.begins else ""
        ends = f"ends {named(grant.role for grant in self.ends)}" if self.ends else ""
        changes = "; ".join(part for part in (begins, ends) if part) or "nothing changes"
        return f"from {self.span.starts_at:%Y-%m-%d}: {changes}"

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role that is touched."""
        return frozenset(self.begins) | {grant.role for grant in self.ends}


def keeper_role(*, is_platform: bool) -> Role:
    """Return the role somebody in the place must always hold."""
    return Role.COMPLIANCE if is_platform else Role.OWNER


def offered_roles(*, is_platform: bool) -> frozenset[Role]:
    """Return the roles that exist in a practice, or on the platform."""
    return OPERATOR_ROLES if is_platform else PRACTICE_ROLES


def givable_roles(actor_roles: Iterable[Role]) -> frozenset[Role]:
    """Return the roles somebody may give and take."""
    return frozenset[Role]().union(*(MAY_GIVE.get(role, frozenset()) for role in actor_roles))


def named(roles: Iterable[Role]) -> str:
    """Return roles as the trail tells them: "biller, owner"."""
    return ", ".join(sorted(set(roles)))


def require_offered(roles: Collection[Role], *, is_platform: bool) -> None:
    """Refuse no role at all (NoRoleChosen) and roles of the other kind of place (RoleNotOffered)."""
    if not roles:
        raise NoRoleChosen
    for role in sorted(set(roles) - offered_roles(is_platform=is_platform)):
        raise RoleNotOffered(role)


def require_givable(roles: Iterable[Role], *, actor_roles: Iterable[Role]) -> None:
    """Refuse a role that the actor may not give or take: BeyondOwnRights."""
    for role in sorted(set(roles) - givable_roles(actor_roles)):
        raise BeyondOwnRights(role)


def require_span(span: Span, *, now: datetime) -> None:
    """Refuse a start in the past (StartsInThePast) and an end before the start (EndsBeforeStart)."""
    if span.starts_at < now:
        raise StartsInThePast
    if span.ends_at is not None and span.ends_at <= span.starts_at:
        raise EndsBeforeStart


def planned_change(held: Sequence[HeldGrant], wanted: Collection[Role], *, span: Span) -> RoleChange:
    """Return what makes a member's grants into the wanted roles, from the span's start on.

    A wanted role that is held, or granted from a later day on, stays as it is, with its own dates;
    the span's end holds for the roles that begin. A grant that has not begun yet ends before it does.
    """
    lasting = [grant for grant in held if grant.ends_at is None or grant.ends_at > span.starts_at]
    begins = set(wanted) - {grant.role for grant in lasting}
    ends = [grant for grant in lasting if grant.role not in wanted]
    return RoleChange(span, tuple(sorted(begins)), tuple(ends))


def require_change_by(change: RoleChange, *, actor_roles: Collection[Role], is_own: bool) -> None:
    """Refuse touching roles above the actor's own, and more rights for oneself.

    Raises BeyondOwnRights or RaisesOwnRights. A keeper has all rights to give and so raises nothing.
    """
    require_givable(change.roles, actor_roles=actor_roles)
    if is_own and change.begins and not KEEPERS.intersection(actor_roles):
        raise RaisesOwnRights(change.begins[0])


def require_keeper_after(keepers: Iterable[HeldGrant], *, role: Role, ended: Collection[UUID], at: datetime) -> None:
    """Refuse to leave a place without a keeper from ``at`` on: LastKeeper.

    ``keepers`` are the grants of the keeper's role in the whole place, ``ended`` those that stop at ``at``.
    A grant that has an end, or begins later, keeps nothing.
    """
    if not ended:
        return
    stays = [
        grant for grant in keepers if grant.ends_at is None and grant.starts_at <= at and grant.grant_id not in ended
    ]
    if not stays:
        raise LastKeeper(role)
