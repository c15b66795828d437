"""A practice on its way in, for tests: founded by an application, in a scope of its own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.apply import apply
from attune.practices.rules.application import ApplicationFacts, Structure

FACTS = ApplicationFacts(
    name="Quiet Lamp",
    legal_name="Quiet Lamp Counseling LLC",
    structure=Structure.SOLO,
    tax_id="84-1234567",
    street="12 Larimer Street",
    city="Denver",
    state="CO",
    zip_code="80202",
    zone="America/Denver",
)


def stranger(person_id: UUID | None = None) -> Actor:
    return Actor(person_id or new_id(), None, frozenset({Role.PATIENT}))


def owner_of(practice_id: UUID, person_id: UUID | None = None) -> Actor:
    return Actor(person_id or new_id(), practice_id, frozenset({Role.OWNER}))


def applied(facts: ApplicationFacts = FACTS, *, by: Actor | None = None, **changed: Any) -> UUID:
    """Apply, and return the practice's id."""
    practice_id = new_id()
    with scope(practice_id):
        return apply(by or stranger(), facts=replace(facts, **changed))


OPERATOR = Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING}))
"""Who looks after applications for the platform."""
