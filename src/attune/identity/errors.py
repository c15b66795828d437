"""What identity refuses."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from attune.kernel.roles import Role


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


class TokenMadeAlready(TokenRefused):
    """The same form was sent again: its token is there, and its text was told once."""


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


class NoSuchInvitation(IdentityError):
    """No invitation with this id is the practice's, or no link has this token."""


class NoSuchPlace(IdentityError):
    """The person does not work in a practice with this id."""

    def __init__(self, practice_id: UUID) -> None:
        super().__init__(practice_id)
        self.practice_id = practice_id


class MembershipRefused(IdentityError):
    """Base of what the rules of membership refuse."""


class NoRoleChosen(MembershipRefused):
    """Whoever belongs to a practice is something there."""


class RoleNotOffered(MembershipRefused):
    """The place has no such role: a practice's roles and the platform's are apart."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class BeyondOwnRights(MembershipRefused):
    """The actor may neither give nor take this role."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class RaisesOwnRights(MembershipRefused):
    """The actor would give themselves a role; somebody else has to."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class LastKeeper(MembershipRefused):
    """Nobody would be left who may do everything: the practice's last owner, the platform's last compliance officer."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class StartsInThePast(MembershipRefused):
    """Roles change now or later: what was, was."""


class EndsBeforeStart(MembershipRefused):
    """The roles would end before they begin."""


class ReasonMissing(MembershipRefused):
    """A membership ends for a reason that is written down."""


class InvitationRefused(IdentityError):
    """Base of why an invitation is not sent, or not accepted."""


class MemberAlready(InvitationRefused):
    """The address belongs to somebody who works there."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class NoSuchPerson(IdentityError):
    """Nobody signs in with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class InvitedAlready(InvitationRefused):
    """The address has an open invitation: it can be sent again or withdrawn."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class InvitationExpired(InvitationRefused):
    """The link is older than it may be."""

    def __init__(self, expires_at: datetime) -> None:
        super().__init__(expires_at)
        self.expires_at = expires_at


class InvitationWithdrawn(InvitationRefused):
    """The practice took the invitation back."""


class InvitationUsed(InvitationRefused):
    """The link was accepted already."""


class InvitedElsewhere(InvitationRefused):
    """The person who is signed in has not proved that the invited address is theirs."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class AccountExists(InvitationRefused):
    """The invited address signs in already: sign in to accept."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class PracticeHasMembers(IdentityError):
    """A first member is appointed once; whoever comes later is invited."""

    def __init__(self, practice_id: UUID) -> None:
        super().__init__(practice_id)
        self.practice_id = practice_id


class CodeNotRight(IdentityError):
    """The code is not the one the authenticator app shows now, or it was used."""


class SecondFactorRequired(IdentityError):
    """Whoever works in a practice keeps at least one second factor."""


class PersonRefused(IdentityError):
    """A name nobody can go by, or a zone that is none: ``field`` says which."""

    def __init__(self, field: Literal["name", "zone"]) -> None:
        super().__init__(field)
        self.field = field


class NoSuchAccount(IdentityError):
    """Nobody signs in under this id."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__(str(person_id))
        self.person_id = person_id
