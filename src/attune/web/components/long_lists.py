"""Where a page of a long list begins, as its link carries it: after the last row that was shown."""

from datetime import datetime
from uuid import UUID


def written_place(at: datetime, row_id: UUID) -> str:
    """Return a place as a link carries it."""
    return f"{at.isoformat()}_{row_id}"


def read_place(told: str) -> tuple[datetime, UUID] | None:
    """Return the place a link carries, None for the beginning. Raises ValueError for what is no place."""
    if not told:
        return None
    at, _, row_id = told.partition("_")
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError(told)
    return moment, UUID(row_id)
