"""Ending sessions: from the next request on their cookies are worthless."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.identity.models import Session


def end_sessions(person_id: UUID, *, but: str | None = None) -> int:
    """End all of a person's sessions except the one with this key's hash; return how many ended."""
    ended, _ = Session.objects.filter(user_id=person_id).exclude(key_hash=but or "").delete()
    return ended


def end_own_session(actor: Actor, reference: str) -> bool:
    """End one of the actor's sessions by its reference; return whether it was there. Inside their scope."""
    assert actor.person_id is not None
    found = [
        session
        for session in Session.objects.filter(user_id=actor.person_id).only("key_hash")
        if session.reference == reference
    ]
    for session in found:
        session.delete()
        record(actor, "identity.session.ended", object_kind="session", object_id=reference)
    return bool(found)


def end_other_sessions(actor: Actor, *, but: str) -> int:
    """End the actor's other sessions; return how many. Inside their scope."""
    assert actor.person_id is not None
    ended = end_sessions(actor.person_id, but=but)
    record(actor, "identity.session.others_ended", object_kind="person", object_id=actor.person_id)
    return ended
