"""Which exclusion lists are taken in: whole ones, and none older than what is in force."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from attune.credentialing.errors import ListRefused


class ListKind(StrEnum):
    """The three files the same office publishes."""

    FULL = "full"
    SUPPLEMENT = "supplement"
    REINSTATEMENTS = "reinstatements"


ROWS_MIN: Final = 70_000
"""The full list has had more than 80,000 rows for years; one with fewer than this was cut off."""

SHRINKS_MAX_PERCENT: Final = 10


@dataclass(frozen=True, slots=True)
class ListSize:
    """How long a list is, and how old: the latest day of exclusion in it."""

    rows: int
    newest_on: date | None


def require_whole(found: ListSize, *, in_force: ListSize | None, rows_min: int) -> None:
    """Refuse a full list that is cut off, or older than the one in force: ListRefused."""
    if found.rows < rows_min:
        raise ListRefused(f"The list has {found.rows:,} rows, at least {rows_min:,} were expected: was it cut off?")
    if in_force is None:
        return
    if found.rows * 100 < in_force.rows * (100 - SHRINKS_MAX_PERCENT):
        raise ListRefused(f"The list has {found.rows:,} rows, the one in force {in_force.rows:,}: was it cut off?")
    if found.newest_on and in_force.newest_on and found.newest_on < in_force.newest_on:
        raise ListRefused(
            f"The list is older than the one in force: its last exclusion is of {found.newest_on}, "
            f"there it is {in_force.newest_on}."
        )
