"""Employing somebody, and opening a state: both take a checklist of which every item is done."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from attune.practices.errors import EndsBeforeItBegins, ItemsMissing, NoSuchItem


class EmploymentKind(StrEnum):
    """As what somebody is employed."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"


def require_items(done: Collection[str], *, wanted: Sequence[str]) -> None:
    """Refuse a checklist with anything left to do, naming every item of it: ItemsMissing."""
    missing = tuple(item for item in wanted if item not in done)
    if missing:
        raise ItemsMissing(missing)


def require_known(items: Collection[str], *, known: Sequence[str]) -> None:
    """Refuse an item that no checklist has: NoSuchItem."""
    for item in sorted(set(items) - set(known)):
        raise NoSuchItem(item)


def require_order(begins_on: date, ends_on: date | None) -> None:
    """Refuse an end before the beginning: EndsBeforeItBegins."""
    if ends_on is not None and ends_on < begins_on:
        raise EndsBeforeItBegins(begins_on, ends_on)
