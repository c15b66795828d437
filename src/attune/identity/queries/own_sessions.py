"""The list of a person's own sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from attune.foundation.authorization import Actor, authorize
from attune.identity.models import Membership, Session
from attune.identity.queries.session_lives import session_life
from attune.identity.rules.session_life import SessionLife
from attune.identity.token_permissions import SEE_OWN_SESSIONS


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A browser somebody is signed in with. ``place`` is the practice worked in there, if any."""

    reference: str
    browser: str
    address: str | None
    place: str
    started_at: datetime
    last_seen_at: datetime
    is_this_one: bool


def sessions_of_actor(actor: Actor) -> list[OwnSession]:
    """Return the sessions of the person an actor is, for who asks without a session. Raises NotPermitted."""
    authorize(actor, SEE_OWN_SESSIONS)
    assert actor.person_id is not None
    is_staff = (
        Membership.objects.filter(user_id=actor.person_id, ended_at=None).exclude(practice__state="closed").exists()
    )
    return own_sessions(actor.person_id, this_one="", life=session_life(is_staff=is_staff))


def own_sessions(person_id: UUID, *, this_one: str, life: SessionLife) -> list[OwnSession]:
    """Return a person's sessions that are neither locked nor over, the current one first.

    ``this_one`` is its key's hash.
    """
    rows = (
        Session.objects.filter(user_id=person_id)
        .filter(last_seen_at__gt=Now() - life.idle_max, started_at__gt=Now() - life.total_max)
        .select_related("active_practice")
        .order_by("-last_seen_at")
    )
    listed = [
        OwnSession(
            row.reference,
            row.browser,
            row.address,
            row.active_practice.name if row.active_practice else "",
            row.started_at,
            row.last_seen_at,
            row.key_hash == this_one,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda session: not session.is_this_one)
