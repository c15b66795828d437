"""The trace of sign-ins: the person's own trail, and the platform's for failed ones."""

import hashlib
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import User
from attune.identity.models.user import normal_address
from attune.kernel.identifiers import PLATFORM_ID


def record_sign_in(person_id: UUID, *, ways: tuple[str, ...], request_id: UUID) -> None:
    """Record that somebody signed in, and by which ways ("password", "totp", …)."""
    actor = Actor(person_id, None, frozenset({Role.PATIENT}), request_id=request_id)
    with scope(person_id=person_id, plane=Plane.SELF):
        record(actor, "identity.sign_in", object_kind="person", object_id=person_id, reason=", ".join(ways)[:200])


def record_failed_sign_in(email: str, *, way: str, request_id: UUID) -> None:
    """Record a wrong password or code in the platform's trail.

    Names the person where the address is somebody's, else the address's hash: what strangers
    type is not kept.
    """
    address = normal_address(email)
    person_id = User.objects.filter(email=address).values_list("id", flat=True).first()
    kind, name = ("person", str(person_id)) if person_id else ("address", hashlib.sha256(address.encode()).hexdigest())
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        record(
            system_actor(PLATFORM_ID, request_id=request_id, purpose="security"),
            "identity.sign_in",
            object_kind=kind,
            object_id=name,
            outcome="failed",
            reason=way,
        )
