"""The next free times of many listings at once."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable, first_starts
from attune.foundation.database.bit_string import bits_from_bytes

_STARTS = (
    "SELECT offering_id, base_day - date '0001-01-01' + 1, notice_minutes::int, horizon_days::int, starts "
    "FROM directory_listing WHERE offering_id = ANY ($1::uuid[]) AND bookable_until > $2::timestamptz"
)


def next_free(
    offering_ids: Collection[UUID], *, after: datetime, count: int = 3, wanted: int = start_bits.ALL
) -> dict[UUID, tuple[datetime, ...]]:
    """Return for each offering its earliest bookable starts (UTC) within ``wanted``, as of ``after``.

    One query. ``wanted`` is counted from the midnight of ``after``'s day in UTC. An offering that is not
    published, or no longer bookable, is left out; one without a free start has none.
    """
    bookable = Bookable(after, wanted=wanted)
    asked = [f"{{{','.join(map(str, offering_ids))}}}", after.isoformat()]
    found = {}
    for offering_id, day, notice, horizon, starts in connection.prepared_rows(_STARTS, asked):  # type: ignore[attr-defined]
        bits = bookable.bits(
            bits_from_bytes(starts, length=start_bits.LENGTH),
            base_day=date.fromordinal(_int(day)),
            notice_minutes=_int(notice),
            horizon_days=_int(horizon),
        )
        found[UUID(bytes=offering_id)] = first_starts(bits, base_day=bookable.today, count=count)
    return found


def _int(value: bytes) -> int:
    """Return the number that PostgreSQL's binary form of an int is."""
    return int.from_bytes(value, "big", signed=True)
