"""When one provider can be booked in a week, as the calendar tells it: shaded where closed, in words in the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from attune.credentialing.errors import NoSuchProvider
from attune.kernel.interval import Interval
from attune.scheduling.queries.open_hours import open_hours_of
from attune.scheduling.rules.open_hours import total_length, without
from attune.web.components.formatting import clock_time

USUAL_HOURS: Final = (7, 21)
"""The hours a calendar's days show at least."""


@dataclass(frozen=True, slots=True)
class OpenWeek:
    """What is open of a span, on the viewer's clock. Of several providers at once nothing is told."""

    span: Interval
    zone: ZoneInfo
    openings: tuple[Interval, ...] = ()
    is_told: bool = False

    @property
    def in_words(self) -> str:
        """For how long it is open."""
        hours = total_length(self.openings).total_seconds() / 3600
        return _("open for %(hours)s hours") % {"hours": f"{hours:.1f}".removesuffix(".0")} if self.is_told else ""

    def of_day(self, day: date) -> str:
        """Return when it is open on a day of the viewer's."""
        here = [one for one in self.openings if one.start.astimezone(self.zone).date() == day]
        spans = [f"{clock_time(one.start, self.zone)} – {clock_time(one.end, self.zone)}" for one in here]
        return _("Open %(times)s") % {"times": ", ".join(spans)} if spans else ""

    def closed_events(self) -> list[dict[str, str]]:
        """Return what is closed, in wall-clock times, which the calendar takes as they are.

        What the clock reads twice in autumn can end before it starts; there is no place for it on a day's axis.
        """
        closed = without([self.span], self.openings) if self.is_told else []
        read = [tuple(at.astimezone(self.zone).replace(tzinfo=None) for at in (one.start, one.end)) for one in closed]
        return [{"start": start.isoformat(), "end": end.isoformat()} for start, end in read if start < end]

    def hours_shown(self, sessions: Iterable[Interval]) -> tuple[int, int]:
        """Return from which hour to which the calendar's days go: all that is open or on lies within.

        What begins on one day and ends on another makes the days whole.
        """
        first, last = USUAL_HOURS
        for one in (*self.openings, *sessions):
            start = one.start.astimezone(self.zone)
            until = one.end.astimezone(self.zone) - timedelta.resolution
            if until.date() != start.date():
                return 0, 24
            first, last = min(first, start.hour), max(last, until.hour + 1)
        return first, last


def open_week(provider_id: UUID | None, span: Interval, *, zone: ZoneInfo) -> OpenWeek:
    """Return a provider's open hours in a span; of nobody, or of a stranger, nothing. In the practice's scope."""
    if provider_id is None:
        return OpenWeek(span, zone)
    try:
        return OpenWeek(span, zone, open_hours_of(provider_id, span), is_told=True)
    except NoSuchProvider:
        return OpenWeek(span, zone)
