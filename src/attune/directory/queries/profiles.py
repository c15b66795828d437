"""One provider's public profile, a practice's team, and every public address."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attune.directory.errors import NoSuchListing
from attune.directory.models import Listing
from attune.directory.queries.rows import ListingRow, rows_where
from attune.directory.queries.search import Found
from attune.directory.rules.bookable import Bookable

_STILL = "bookable_until > %(now)s"


def profile(slug: str, *, now: datetime) -> Found:
    """Return a provider by their public address with everything they offer, free or not. Raises NoSuchListing."""
    found = _by_provider(rows_where(f"slug = %(slug)s AND {_STILL}", {"slug": slug, "now": now}, Bookable(now)))
    if not found:
        raise NoSuchListing
    return found[0]


def team(practice_id: UUID, *, now: datetime) -> tuple[Found, ...]:
    """Return everybody who may practise at a practice, by name."""
    values = {"practice": practice_id, "now": now}
    found = _by_provider(rows_where(f"practice_id = %(practice)s AND {_STILL}", values, Bookable(now)))
    return tuple(sorted(found, key=lambda one: (one.first.provider_name, one.provider_id)))


def public_addresses(*, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Return the address of everybody who can be found, with when what it shows was published last."""
    latest: dict[str, datetime] = {}
    rows = Listing.objects.filter(bookable_until__gt=now).values_list("slug", "published_at")
    for slug, published_at in rows.order_by("slug"):
        latest[slug] = max(published_at, latest.get(slug, published_at))
    return tuple(latest.items())


def _by_provider(rows: Iterable[ListingRow]) -> list[Found]:
    offerings: dict[UUID, list[ListingRow]] = defaultdict(list)
    for row in rows:
        offerings[row.provider_id].append(row)
    return [
        Found(provider_id, tuple(sorted(mine, key=lambda row: (-row.free, row.price_minor, row.offering_id))))
        for provider_id, mine in offerings.items()
    ]
