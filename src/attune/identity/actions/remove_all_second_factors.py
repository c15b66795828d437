"""Taking every second factor off a sign-in whose owner lost them all: decided by a person, on record."""

from uuid import UUID

from allauth.mfa.models import Authenticator

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.identity.actions.end_sessions import end_sessions


def remove_all_second_factors(actor: Actor, person_id: UUID, *, reason: str) -> int:
    """Remove all factors and recovery codes, end every session, and return how many factors went.

    Inside a scope of the person. ``reason`` names who decided and why; its first 200 characters are kept.
    """
    assert actor.is_system
    factors = Authenticator.objects.filter(user_id=person_id)
    removed = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    factors.delete()
    end_sessions(person_id)
    record(
        actor,
        "identity.second_factor.recovered",
        object_kind="person",
        object_id=person_id,
        reason=reason[:200],
    )
    return removed
