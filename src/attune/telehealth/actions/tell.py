"""Telling open pages, and open connections, that something changed at a door."""

from uuid import UUID

from attune.foundation.live import announce_all
from attune.foundation.tenancy import current_scope


def visit_region(appointment_id: UUID) -> str:
    """Return the region that is out of date when something changes at a session's door or in its room."""
    return f"visit-{appointment_id.hex}"


def tell_visit(appointment_id: UUID, *, person_id: UUID | None) -> None:
    """Tell the practice's pages, and those of who has the seat."""
    region, practice_id = visit_region(appointment_id), current_scope("A visit").holder_id
    announce_all([(region, holder) for holder in (practice_id, person_id) if holder is not None])
