"""Telling open pages that appointments changed."""

from collections.abc import Iterable

from attune.foundation.live import announce_all
from attune.foundation.tenancy import current_scope
from attune.scheduling.models import Seat

CALENDAR = "calendar"
"""The region of the practice's pages."""

SESSIONS = "sessions"
"""The region of a patient's own pages."""


def tell_pages(seats: Iterable[Seat]) -> None:
    """Tell the practice's calendars, and the pages of who sits in these seats."""
    people = sorted({seat.person_id for seat in seats})
    announce_all(
        [(CALENDAR, current_scope("Appointments").holder_id), *((SESSIONS, person_id) for person_id in people)]
    )
