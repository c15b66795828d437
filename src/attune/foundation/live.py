"""Telling open pages that something changed: a holder's id and a region's name, nothing else."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

CHANNEL = "attune_live"

SESSION = "session"
"""Asks a person's open pages to find out whether they are still signed in, and where."""


def free_times_of(provider_id: UUID) -> str:
    """Return the region that is out of date when a provider's free times change."""
    return f"free-times-{provider_id.hex}"


def announce(region: str, *, holder_id: UUID) -> None:
    """Tell every open page of a practice or person, after commit, that a region of it is out of date."""
    announce_all([(region, holder_id)])


def announce_all(regions: Iterable[tuple[str, UUID]]) -> None:
    """Tell the same of several regions and their holders, in one round trip."""
    told = [f"{holder_id}:{region}" for region, holder_id in regions]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, one) FROM unnest(%s::text[]) AS one", [CHANNEL, told])


def heard(payload: str) -> tuple[UUID, str] | None:
    """Return holder and region of a notification, or None if it is not one of ours."""
    holder, _, region = payload.partition(":")
    try:
        return UUID(holder), region
    except ValueError:
        return None
