"""The free starts that listings tell now, and whose lie behind."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.directory.models import Listing
from attune.foundation.tenancy import current_scope


@dataclass(frozen=True, slots=True)
class PublishedStarts:
    """Bits by offering, all counted from one day."""

    base_day: date
    starts: dict[UUID, int]


def published_starts(provider_id: UUID) -> PublishedStarts | None:
    """Return what the scope's practice has published of a provider's free starts, None if nothing."""
    practice_id = current_scope("A listing").practice_id
    assert practice_id is not None, "a practice publishes"
    rows = list(Listing.objects.filter(practice_id=practice_id, provider_id=provider_id))
    return PublishedStarts(rows[0].base_day, {row.offering_id: row.starts for row in rows}) if rows else None


def practices_behind(today: date) -> frozenset[UUID]:
    """Return the practices that tell of free starts from an earlier day on; what is published anybody may read."""
    behind = Listing.objects.filter(base_day__lt=today).values_list("practice_id", flat=True)
    return frozenset(behind.distinct())
