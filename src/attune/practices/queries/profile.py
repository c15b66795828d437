"""A practice as its own people see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from attune.foundation.authorization import Actor, authorize
from attune.practices.models import Practice
from attune.practices.permissions import SEE_PRACTICE


@dataclass(frozen=True, slots=True)
class PracticeProfile:
    """A practice's entry in the registry. ``zone`` is an IANA name."""

    id: UUID
    name: str
    slug: str
    zone: str
    kind: str
    state: str


def own_practice(actor: Actor) -> PracticeProfile:
    """Return the practice the actor acts in."""
    authorize(actor, SEE_PRACTICE)
    row = Practice.objects.get(Q(id=actor.practice_id))
    return PracticeProfile(row.id, row.name, row.slug, row.zone, row.kind, row.state)
