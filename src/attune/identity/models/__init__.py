"""The global tables of sign-in; none of them holds a health fact."""

from attune.identity.models.invitation import Invitation
from attune.identity.models.membership import Grant, Membership
from attune.identity.models.session import Session
from attune.identity.models.user import User

__all__ = ["Grant", "Invitation", "Membership", "Session", "User"]
