"""The application interfaces as an edition offers them."""

from dataclasses import dataclass

from attune.kernel.rate_limit import RateLimit
from attune.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class ApiScope:
    """Something a token may be limited to: the named permissions it lets through."""

    name: str
    label: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Audience:
    """One API: who may hold its tokens, what a token may carry, and how much it may ask.

    Without scopes a token carries all that its maker may do in this API.
    """

    name: str
    label: str
    holders: frozenset[Role]
    life_days_max: int
    tokens_per_person_max: int
    per_token: RateLimit
    per_holder: RateLimit
    in_total: RateLimit
    scopes: tuple[ApiScope, ...] = ()

    def scope(self, name: str) -> ApiScope | None:
        """Return one of the audience's scopes by name."""
        return next((scope for scope in self.scopes if scope.name == name), None)


@dataclass(frozen=True, slots=True)
class ApiPolicy:
    """Which APIs there are, and the permissions that every token lets through."""

    audiences: tuple[Audience, ...]
    always: frozenset[str]

    def audience(self, name: str) -> Audience | None:
        """Return one of the edition's audiences by name."""
        return next((audience for audience in self.audiences if audience.name == name), None)

    def lets_through(self, audience: Audience, carried: frozenset[str], permission: str) -> bool:
        """Return whether a token of this audience with these scopes may be used for a permission."""
        if not audience.scopes or permission in self.always:
            return True
        return any(permission in scope.permissions for scope in audience.scopes if scope.name in carried)
