"""The list of a person's own sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from attune.identity.models import Session
from attune.identity.rules.session_life import SessionLife


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
