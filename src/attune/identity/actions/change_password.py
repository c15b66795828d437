"""Giving a person a new password; sessions opened with the old one end."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.end_sessions import end_sessions
from attune.identity.models import User


def change_password(user: User, password: str, *, keep: str | None, request_id: UUID) -> None:
    """Store a validated password and end the person's sessions but the one with the key hash ``keep``.

    Whoever calls has proved the person: by the old password, or by a code sent to their address.
    """
    user.set_password(password)
    with scope(person_id=user.id, plane=Plane.SELF):
        user.save(update_fields=["password"])
        end_sessions(user.id, but=keep)
        record(
            Actor(user.id, None, request_id=request_id),
            "identity.password.changed",
            object_kind="person",
            object_id=user.id,
        )
