"""By whose wall clock a provider works."""

from uuid import UUID
from zoneinfo import ZoneInfo

from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.models import Provider


def zone_of(provider_id: UUID) -> ZoneInfo:
    """Return the zone of a provider of the scope's practice. Raises NoSuchProvider."""
    name = Provider.objects.filter(id=provider_id).values_list("zone", flat=True).first()
    if name is None:
        raise NoSuchProvider(provider_id)
    return ZoneInfo(name)
