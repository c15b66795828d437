"""Choosing which of one's practices to work in."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.live import SESSION, announce
from attune.identity.errors import NoSuchPlace
from attune.identity.models import Membership, Session
from attune.practices.queries.registry import registered


@transaction.atomic
def switch_practice(actor: Actor, *, session_key_hash: str, practice_id: UUID) -> None:
    """Make a practice the active one of one's session; belonging to it is the permission.

    Raises NoSuchPlace, whether there is no such practice or it is not theirs.
    """
    assert actor.person_id is not None
    works_there = Membership.objects.filter(user_id=actor.person_id, practice_id=practice_id, ended_at=None).exists()
    if not works_there or registered(practice_id).is_closed:
        raise NoSuchPlace(practice_id)
    Session.objects.filter(key_hash=session_key_hash, user_id=actor.person_id).update(active_practice_id=practice_id)
    record(actor, "identity.practice.switched", object_kind="practice", object_id=practice_id)
    announce(SESSION, holder_id=actor.person_id)
