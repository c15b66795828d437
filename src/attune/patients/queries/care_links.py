"""Where a person is in care."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.tenancy import current_scope
from attune.patients.models import CareLink


@dataclass(frozen=True, slots=True)
class Link:
    """A practice at which a person has at least one chart."""

    practice_id: UUID
    since: datetime


def practices_of(person_id: UUID) -> tuple[Link, ...]:
    """Return the practices at which a person is a patient or a guardian, the first first; in a scope of theirs."""
    assert current_scope("Care links").person_id == person_id, "links are read in their person's scope"
    return tuple(Link(row.practice_id, row.since) for row in CareLink.objects.order_by("since", "id"))
