"""The global tables of sign-in; none of them holds a health fact."""

from attune.identity.models.api_token import ApiToken
from attune.identity.models.invitation import Invitation
from attune.identity.models.membership import Grant, Membership
from attune.identity.models.session import Session
from attune.identity.models.user import User

__all__ = ["ApiToken", "Grant", "Invitation", "Membership", "Session", "User"]
