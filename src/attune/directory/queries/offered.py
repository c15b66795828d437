"""One offering as everybody may see it, with its possible starts: what a booking page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.directory.models import Listing
from attune.directory.rules.start_bits import starts_in
from attune.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Offered:
    """A published offering. ``zone`` is the provider's, an IANA name; ``starts`` are instants, earliest first."""

    practice_id: UUID
    practice_name: str
    provider_id: UUID
    provider_name: str
    letters: str
    profession: str
    slug: str
    offering_id: UUID
    offering_name: str
    format: str
    places: tuple[str, ...]
    price: Money
    minutes: int
    zone: str
    states: frozenset[str]
    starts: tuple[datetime, ...]


def offered(offering_id: UUID, *, now: datetime) -> Offered | None:
    """Return what can be booked now, or None for what cannot, or cannot any more. Needs no scope."""
    row = Listing.objects.filter(offering_id=offering_id, bookable_until__gt=now).first()
    if row is None:
        return None
    return Offered(
        practice_id=row.practice_id,
        practice_name=row.practice_name,
        provider_id=row.provider_id,
        provider_name=row.provider_name,
        letters=row.letters,
        profession=row.profession,
        slug=row.slug,
        offering_id=row.offering_id,
        offering_name=row.offering_name,
        format=row.format,
        places=tuple(row.places),
        price=Money(row.price_minor, row.currency),
        minutes=row.minutes,
        zone=row.zone,
        states=frozenset(state for state, until in zip(row.states, row.states_until, strict=True) if until > now),
        starts=tuple(_starts(row, now=now)),
    )


def _starts(row: Listing, *, now: datetime) -> Iterator[datetime]:
    first = now + timedelta(minutes=row.notice_minutes)
    last = min(now + timedelta(days=row.horizon_days), row.bookable_until)
    return (start for start in starts_in(row.starts, base_day=row.base_day) if first <= start < last)
