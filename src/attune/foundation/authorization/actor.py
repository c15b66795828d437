"""Who acts, for whom, and in which capacity: the first argument of every action."""

from dataclasses import dataclass, field
from uuid import UUID

from attune.foundation.tenancy.walls import Plane
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.kernel.roles import OPERATOR_ROLES, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the system itself, with the roles held at this moment in one practice.

    ``request_id`` ties everything one request or job did together.
    """

    person_id: UUID | None
    practice_id: UUID | None
    roles: frozenset[Role] = frozenset()
    on_behalf_of: UUID | None = None
    purpose: str = "operations"
    request_id: UUID = field(default_factory=new_id)
    is_system: bool = False

    @property
    def is_operator(self) -> bool:
        """Whether the actor works for the platform."""
        return self.practice_id == PLATFORM_ID or bool(self.roles & OPERATOR_ROLES)

    @property
    def plane(self) -> Plane:
        """The plane in which the actor's scopes are opened."""
        if self.is_operator:
            return Plane.BUSINESS
        return Plane.SELF if self.practice_id is None and not self.is_system else Plane.CARE


def system_actor(practice_id: UUID | None, *, request_id: UUID | None = None, purpose: str = "operations") -> Actor:
    """Return the actor of a job or command that no person asked for."""
    return Actor(None, practice_id, is_system=True, purpose=purpose, request_id=request_id or new_id())
