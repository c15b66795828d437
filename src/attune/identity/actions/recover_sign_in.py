"""Letting somebody in again who lost every second factor: decided by a person, on record."""

from allauth.mfa.models import Authenticator

from attune.audit.actions.record import record
from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.end_sessions import end_sessions
from attune.identity.errors import NoSuchPerson
from attune.identity.models import User
from attune.identity.models.user import normal_address


def recover_sign_in(*, email: str, decided_by: str, reason: str) -> int:
    """Remove every second factor of a person, sign them out everywhere, and return how many factors went.

    They sign in with their password and set up a new factor before any page of a practice.
    ``decided_by`` names who proved that the person is who they say. Raises NoSuchPerson.
    """
    user = User.objects.filter(email=normal_address(email)).first()
    if user is None:
        raise NoSuchPerson(email)
    actor = system_actor(None, purpose="support")
    with scope(person_id=user.id, plane=Plane.SELF):
        factors = Authenticator.objects.filter(user=user)
        removed = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        factors.delete()
        end_sessions(user.id)
        record(
            actor,
            "identity.second_factor.recovered",
            object_kind="person",
            object_id=user.id,
            reason=f"{decided_by}: {reason}"[:200],
        )
    return removed
