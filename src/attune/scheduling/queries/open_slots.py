"""When an offering can be booked."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from attune.directory.rules.start_bits import DAYS, between, index_of, midnight
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.errors import NoSuchOffering
from attune.scheduling.models import Offering
from attune.scheduling.queries.hours import availability_of
from attune.scheduling.queries.offerings import terms_of
from attune.scheduling.queries.taken import joinable, taken
from attune.scheduling.rules.offering import OfferingTerms
from attune.scheduling.rules.open_times import Bookable, open_times
from attune.scheduling.rules.start_bitmap import start_bits

REACH = timedelta(days=1)
"""How far around a stretch something taken may lie that reaches into it with its buffers."""


def open_slots(provider_id: UUID, offering_id: UUID, between: Interval) -> list[Interval]:
    """Return the slots of an offering that start inside ``between`` and may be booked now, earliest first (UTC).

    In the practice's scope, for whoever asks. Raises NoSuchProvider, or NoSuchOffering where the provider does not
    offer it, or no longer.
    """
    row = Offering.objects.filter(id=offering_id, provider_id=provider_id, is_active=True).first()
    if row is None:
        raise NoSuchOffering(offering_id)
    return open_times(
        availability_of(provider_id, since=between.start.date() - timedelta(days=2)),
        bookable(offering_id, terms_of(row)),
        taken=taken(provider_id, between.padded(before=REACH, after=REACH)),
        between=between,
        now=now(),
    )


def starts_to_publish(provider_id: UUID, base_day: date) -> Mapping[UUID, int]:
    """Return the possible starts of each active offering in the thirty days from a day, as directory publishes them.

    A group that has a seat left may be booked although its time is taken.
    Notice and horizon are left to who reads, as both move on with time. In the practice's scope. Raises NoSuchProvider.
    """
    availability = availability_of(provider_id, since=base_day - timedelta(days=2))
    begins = midnight(base_day)
    published = Interval(begins, begins + timedelta(days=DAYS))
    busy = taken(provider_id, published.padded(before=REACH, after=REACH))
    found = {}
    for row in Offering.objects.filter(provider_id=provider_id, is_active=True):
        shape = terms_of(row).shape
        bits = start_bits(availability, offering_id=row.id, base_day=base_day, taken=busy, shape=shape)
        if row.seats_max > 1:
            bits |= _with_a_seat_left(row.id, published)
        found[row.id] = bits
    return found


def _with_a_seat_left(offering_id: UUID, published: Interval) -> int:
    starts = (index_of(one.start, base_day=published.start.date()) for one in joinable(offering_id, published))
    return sum({between(index, index + 1) for index in starts})


def bookable(offering_id: UUID, terms: OfferingTerms) -> Bookable:
    """Return what an offering asks of a time."""
    return Bookable(
        offering_id=offering_id,
        shape=terms.shape,
        notice=timedelta(minutes=terms.notice_minutes_min),
        horizon=timedelta(days=terms.horizon_days),
    )
