"""Publishing which starts are free, and nothing else: what each booking does."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import connection

from attune.directory.permissions import PUBLISH_LISTING
from attune.directory.rules import start_bits
from attune.foundation.authorization import Actor, authorize
from attune.foundation.database.bit_string import bits_as_text
from attune.foundation.tenancy import current_scope

# No indexed column changes, so that the row's new version stays on its page and no index is touched.
_UPDATE = (
    "UPDATE directory_listing AS listing SET base_day = %s, starts = new.starts::bit(2880) "
    "FROM unnest(%s::uuid[], %s::text[]) AS new (offering_id, starts) "
    "WHERE listing.practice_id = %s AND listing.offering_id = new.offering_id AND listing.provider_id = %s"
)


def publish_starts(actor: Actor, provider_id: UUID, base_day: date, starts: Mapping[UUID, int]) -> int:
    """Publish the free starts of a provider's offerings, counted from ``base_day``; return how many listings that is.

    What is not published stays so. One statement, and no event: the trail has the appointment or the change
    of hours that is behind it. Raises NotPermitted, or ValueError for bits that do not fit.
    """
    authorize(actor, PUBLISH_LISTING)
    opened = current_scope("A listing")
    if not starts:
        return 0
    texts = [bits_as_text(bits, length=start_bits.LENGTH) for bits in starts.values()]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [base_day, list(starts), texts, opened.practice_id, provider_id])
        return int(cursor.rowcount)
