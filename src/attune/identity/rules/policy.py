"""The application interfaces as an edition offers them."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented
from attune.kernel.rate_limit import RateLimit
from attune.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class ApiScope:
    """Something a token may be limited to: the named permissions it lets through."""

    name: str
    label: str
    permissions: frozenset[str] = field(metadata=documented("lets through"))


@dataclass(frozen=True, slots=True)
class Audience:
    """One API: who may hold its tokens, what a token may carry, and how much it may ask.

    Without scopes a token carries all that its maker may do in this API.
    """

    name: str
    label: str
    holders: frozenset[Role] = field(metadata=documented("for"))
    life_days_max: int = field(metadata=documented("a token works for at most, in days"))
    tokens_per_person_max: int = field(metadata=documented("tokens of one person at most"))
    per_token: RateLimit = field(metadata=documented("requests of one token"))
    per_holder: RateLimit = field(metadata=documented("requests of one practice or person"))
    in_total: RateLimit = field(metadata=documented("requests of everybody together"))
    scopes: tuple[ApiScope, ...] = field(default=(), metadata=documented("scopes"))

    def scope(self, name: str) -> ApiScope | None:
        """Return one of the audience's scopes by name."""
        return next((scope for scope in self.scopes if scope.name == name), None)


@dataclass(frozen=True, slots=True)
class ApiPolicy:
    """Which APIs there are, and the permissions that every token lets through."""

    audiences: tuple[Audience, ...] = field(metadata=documented("APIs"))
    always: frozenset[str] = field(metadata=documented("What every token lets through"))

    def audience(self, name: str) -> Audience | None:
        """Return one of the edition's audiences by name."""
        return next((audience for audience in self.audiences if audience.name == name), None)

    def lets_through(self, audience: Audience, carried: frozenset[str], permission: str) -> bool:
        """Return whether a token of this audience with these scopes may be used for a permission."""
        if not audience.scopes or permission in self.always:
            return True
        return any(permission in scope.permissions for scope in audience.scopes if scope.name in carried)
