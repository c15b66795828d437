"""Signing in claims what was told before: it moves from the visitor to the account."""

from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import Plane, scope
from attune.patients.actions.claim_answers import carried, forget_answers, take


def claim_answers(actor: Actor, *, visitor_id: UUID) -> bool:
    """Move a visitor's answers to the actor, who signed in; return whether there were any.

    Opens a scope for each of the two: one transaction touches one holder. Safe to repeat:
    what was written twice is the same, and the visitor's copy goes last.
    """
    assert actor.person_id is not None
    if visitor_id == actor.person_id:
        return False
    with scope(person_id=visitor_id, plane=Plane.SELF):
        brought = carried()
    if brought is None:
        return False
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        take(actor, brought)
    with scope(person_id=visitor_id, plane=Plane.SELF):
        forget_answers(Actor(visitor_id, None, frozenset({Role.PATIENT}), request_id=actor.request_id))
    return True
