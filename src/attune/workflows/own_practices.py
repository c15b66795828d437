"""Where somebody is, or was, a patient: what they ask of their own, they ask of one practice after another."""

from uuid import UUID

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.patients.queries.care_links import practices_of


def own_practices(actor: Actor) -> list[UUID]:
    """Return the practices that somebody signed in has a record at. Opens a scope of the person."""
    assert actor.person_id is not None, "a person has practices of their own"
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        return [link.practice_id for link in practices_of(actor.person_id)]
