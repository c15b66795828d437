"""A provider as a practice publishes them, to be changed in one respect; and practices that publish."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from attune.directory.actions.publish import publish_listing
from attune.directory.rules import start_bits
from attune.directory.rules.published import PublishedOffering, PublishedProvider
from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id


def offering(**changes: Any) -> PublishedOffering:
    """Return an individual session by video for 150 dollars, free at every quarter of an hour."""
    usual: dict[str, Any] = {
        "offering_id": new_id(),
        "name": "Individual session",
        "format": "individual",
        "places": ("video",),
        "price_minor": 15_000,
        "currency": "USD",
        "minutes": 50,
        "takes_new_patients": True,
        "notice_minutes": 0,
        "horizon_days": 30,
        "starts": start_bits.ALL,
    }
    return PublishedOffering(**usual | changes)


def provider(*offerings: PublishedOffering, today: date | None = None, **changes: Any) -> PublishedProvider:
    """Return a psychologist who may be booked in New York for a year, with one offering unless told others."""
    day = today or datetime.now(tz=UTC).date()
    usual: dict[str, Any] = {
        "provider_id": new_id(),
        "practice_name": "Lantern Practice",
        "provider_name": "Dana Reyes",
        "slug": "dana-reyes",
        "profession": "psychologist",
        "letters": "PhD",
        "approach": "Small steps, and words that stay with you.",
        "bookable_until": {"NY": start_bits.midnight(day) + timedelta(days=365)},
        "specialties": ("anxiety", "sleep"),
        "modalities": ("cbt",),
        "languages": ("en",),
        "gender": "woman",
        "age_groups": ("adult",),
        "payers": ("self_pay",),
        "is_prescriber": False,
        "zone": "America/New_York",
        "base_day": day,
        "offerings": offerings or (offering(),),
    }
    return PublishedProvider(**usual | changes)


def publish(published: PublishedProvider, *, practice_id: UUID | None = None) -> UUID:
    """Publish as a practice, a fresh one unless told which, and return the practice's id."""
    practice_id = practice_id or new_id()
    with scope(practice_id):
        publish_listing(system_actor(practice_id), published)
    return practice_id
