"""The next free times of many listings at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable, first_starts
from attune.foundation.database.bit_string import bits_from_bytes

_STARTS = (
    "SELECT offering_id, base_day, notice_minutes, horizon_days, bit_send(starts) FROM directory_listing "
    "WHERE offering_id = ANY (%s) AND bookable_until > %s"
)


def next_free(
    offering_ids: Collection[UUID], *, after: datetime, count: int = 3, wanted: int = start_bits.ALL
) -> dict[UUID, tuple[datetime, ...]]:
    """Return for each offering its earliest bookable starts (UTC) within ``wanted``, as of ``after``.

    One query. ``wanted`` is counted from the midnight of ``after``'s day in UTC. An offering that is not
    published, or no longer bookable, is left out; one without a free start has none.
    """
    bookable = Bookable(after, wanted=wanted)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(_STARTS, [list(offering_ids), after])
        for offering_id, base_day, notice, horizon, starts in cursor.fetchall():
            published = bits_from_bytes(starts, length=start_bits.LENGTH)
            bits = bookable.bits(published, base_day=base_day, notice_minutes=notice, horizon_days=horizon)
            found[offering_id] = first_starts(bits, base_day=bookable.today, count=count)
    return found
