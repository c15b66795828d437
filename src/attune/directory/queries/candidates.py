"""Who can be booked for a need: the hard conditions, asked of all practices at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from attune.directory.queries.conditions import FREE, Conditions
from attune.directory.queries.rows import ListingRow, rows_where
from attune.directory.rules import start_bits
from attune.directory.rules.bookable import Bookable

_CONTAINED = {
    "specialty": ("specialties", "varchar(20)[]"),
    "modality": ("modalities", "varchar(20)[]"),
    "language": ("languages", "varchar(5)[]"),
    "age_group": ("age_groups", "varchar(15)[]"),
    "place": ("places", "varchar(10)[]"),
    "payer": ("payers", "varchar(20)[]"),
}


def candidates(
    now: datetime,
    *,
    state: str = "",
    specialty: str = "",
    modality: str = "",
    language: str = "",
    age_group: str = "",
    place: str = "",
    payer: str = "",
    format: str = "",  # noqa: A002  (the column's name)
    gender: str = "",
    price_minor_max: int | None = None,
    is_prescriber: bool | None = None,
    wanted: int = start_bits.ALL,
    practice_id: UUID | None = None,
    offering_ids: Collection[UUID] | None = None,
) -> list[ListingRow]:
    """Return the listings that can be booked and meet every condition that is given, in no order.

    Bookable still in the state, open to new patients, and with a free start within ``wanted`` (bits from the
    midnight of ``now``'s day in UTC) that notice and horizon allow. One query, whatever the size.
    """
    contained = {
        "specialty": specialty,
        "modality": modality,
        "language": language,
        "age_group": age_group,
        "place": place,
        "payer": payer,
    }
    conditions = Conditions.bookable(now, state=state, wanted=wanted)
    for name, code in contained.items():
        if code:
            column, kind = _CONTAINED[name]
            conditions.add(f"listing.{column} @> ARRAY[%({name})s]::{kind}", **{name: code})
    for column, value in {"format": format, "gender": gender}.items():
        if value:
            conditions.add(f"listing.{column} = %({column})s", **{column: value})
    if price_minor_max is not None:
        conditions.add("listing.price_minor <= %(price)s", price=price_minor_max)
    if is_prescriber is not None:
        conditions.add("listing.is_prescriber = %(prescriber)s", prescriber=is_prescriber)
    if practice_id is not None:
        conditions.add("listing.practice_id = %(practice)s", practice=practice_id)
    if offering_ids is not None:
        conditions.add("listing.offering_id = ANY (%(offerings)s)", offerings=list(offering_ids))
    return rows_where(str(conditions), conditions.values, Bookable(now, wanted=wanted), joined=FREE)


def listing_ids(conditions: Conditions) -> list[UUID]:
    """Return the ids of the listings that meet the conditions."""
    rows: list[tuple[Any, ...]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT listing.id FROM directory_listing AS listing {FREE} WHERE {conditions}",  # noqa: S608
            conditions.values,
        )
        rows = cursor.fetchall()
    return [listing_id for (listing_id,) in rows]
