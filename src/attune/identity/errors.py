"""What identity refuses."""

from datetime import datetime
from uuid import UUID


class IdentityError(Exception):
    """Base of what identity refuses."""


class TokenRefused(IdentityError):
    """Base of why a token is not made."""


class AudienceNotOffered(TokenRefused):
    """There is no such API here, or the person has no role in it."""

    def __init__(self, audience: str) -> None:
        super().__init__(audience)
        self.audience = audience


class ScopeMissing(TokenRefused):
    """This API's tokens are limited to scopes, and none was named."""


class ScopeNotOffered(TokenRefused):
    """The API has no such scope."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class ScopeBeyondRoles(TokenRefused):
    """The scope stands for more than its maker may do."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class TooManyTokens(TokenRefused):
    """The person has as many working tokens for this API as anyone may have."""

    def __init__(self, tokens_max: int) -> None:
        super().__init__(tokens_max)
        self.tokens_max = tokens_max


class ExpiryOutOfRange(TokenRefused):
    """The expiry lies in the past, or later than this API's tokens may live."""

    def __init__(self, latest_at: datetime) -> None:
        super().__init__(latest_at)
        self.latest_at = latest_at


class NoSuchToken(IdentityError):
    """No token with this id is theirs to see or to revoke."""

    def __init__(self, token_id: UUID) -> None:
        super().__init__(token_id)
        self.token_id = token_id


class NoSuchMember(IdentityError):
    """No member with this id is in the practice."""

    def __init__(self, membership_id: UUID) -> None:
        super().__init__(membership_id)
        self.membership_id = membership_id


class NoSuchPerson(IdentityError):
    """Nobody signs in with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class CodeNotRight(IdentityError):
    """The code is not the one the authenticator app shows now, or it was used."""


class SecondFactorRequired(IdentityError):
    """Whoever works in a practice keeps at least one second factor."""
