"""When an offering can be booked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from attune.directory.rules.start_bits import DAYS, LENGTH, index_of, midnight
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.errors import NoSuchOffering
from attune.scheduling.models import Offering
from attune.scheduling.queries.hours import availability_of
from attune.scheduling.queries.offerings import terms_of
from attune.scheduling.queries.taken import joinable, taken
from attune.scheduling.rules.availability import WeeklyHours
from attune.scheduling.rules.offering import OfferingTerms
from attune.scheduling.rules.open_times import Bookable, open_times
from attune.scheduling.rules.start_bitmap import start_bits

SINCE = timedelta(days=2)
"""How far before a stretch a local day may begin that reaches into it."""

REACH = timedelta(days=1)
"""How far around a stretch something taken may lie that reaches into it with its buffers."""


def open_slots(provider_id: UUID, offering_id: UUID, between: Interval) -> list[Interval]:
    """Return the slots of an offering that start inside ``between`` and may be booked now, earliest first (UTC).

    Among them the sessions of a group that have a seat left. In the practice's scope, for whoever asks. Raises
    NoSuchProvider, or NoSuchOffering where the provider does not offer it, or no longer.
    """
    return slots_with(provider_id, offering_id, between, weekly=None)


def slots_with(
    provider_id: UUID, offering_id: UUID, between: Interval, *, weekly: Sequence[WeeklyHours] | None
) -> list[Interval]:
    """Return what ``open_slots`` would, were these the week's hours; None: as they are. Raises the same."""
    row = Offering.objects.filter(id=offering_id, provider_id=provider_id, is_active=True).first()
    if row is None:
        raise NoSuchOffering(offering_id)
    found = free_slots(row, between, taken=taken_around(provider_id, between), weekly=weekly)
    if row.seats_max == 1:
        return found
    asked, moment = bookable(offering_id, terms_of(row)), now()
    soonest, latest = moment + asked.notice, moment + asked.horizon
    joined = [one for one in joinable(offering_id, between) if soonest <= one.start < latest]
    return sorted({*found, *joined})


def taken_around(provider_id: UUID, between: Interval) -> list[Interval]:
    """Return what is taken of a provider's time in a stretch and as far around it as sessions and buffers reach."""
    return taken(provider_id, between.padded(before=REACH, after=REACH))


def free_slots(
    row: Offering, between: Interval, *, taken: Sequence[Interval], weekly: Sequence[WeeklyHours] | None = None
) -> list[Interval]:
    """Return the slots of an offering in a stretch, given what is taken around it; no group's are among them."""
    availability = availability_of(row.provider_id, since=between.start.date() - SINCE)
    return open_times(
        availability if weekly is None else replace(availability, weekly=tuple(weekly)),
        bookable(row.id, terms_of(row)),
        taken=taken,
        between=between,
        now=now(),
    )


def starts_to_publish(provider_id: UUID, base_day: date) -> Mapping[UUID, int]:
    """Return the possible starts of each active offering in the thirty days from a day, as directory publishes them.

    Notice and horizon are left to who reads, as both move on with time. In the practice's scope. Raises NoSuchProvider.
    """
    availability = availability_of(provider_id, since=base_day - SINCE)
    begins = midnight(base_day)
    during = Interval(begins, begins + timedelta(days=DAYS))
    busy = taken_around(provider_id, during)
    found = {}
    for row in Offering.objects.filter(provider_id=provider_id, is_active=True):
        shape = terms_of(row).shape
        bits = start_bits(availability, offering_id=row.id, base_day=base_day, taken=busy, shape=shape)
        for session in joinable(row.id, during) if row.seats_max > 1 else ():
            bits |= 1 << (LENGTH - 1 - index_of(session.start, base_day=base_day))
        found[row.id] = bits
    return found


def bookable(offering_id: UUID, terms: OfferingTerms) -> Bookable:
    """Return what an offering asks of a time."""
    return Bookable(
        offering_id=offering_id,
        shape=terms.shape,
        notice=timedelta(minutes=terms.notice_minutes_min),
        horizon=timedelta(days=terms.horizon_days),
    )
