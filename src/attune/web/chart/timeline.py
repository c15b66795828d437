"""A chart's story: its sessions with their notes, what was agreed to, and when it began."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.care_records.queries.note_facts import NoteFacts
from attune.patients.queries.chart_consents import HandedOver
from attune.scheduling.queries.appointments import SeatFacts
from attune.web.components.notices import Badge, Tone
from attune.web.components.timeline import Bead, TimelineEvent, TimelineMonth
from attune.web.notes.wording import PLACES

EXCERPT_CHARS = 180


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of the story a page shows: what began before ``until``, and not before ``since``."""

    since: datetime | None
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Return whether something of that moment is told here."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


def session_events(
    seats: Iterable[SeatFacts], notes: Mapping[UUID, NoteFacts], *, now: datetime, own_provider: UUID | None
) -> list[TimelineEvent]:
    """Return a bead per session; ``notes`` are the signed ones by seat."""
    return [_session(one, notes.get(one.seat_id), now=now, own_provider=own_provider) for one in seats]


def consent_events(consents: Iterable[HandedOver]) -> list[TimelineEvent]:
    """Return a bead per text that was agreed to."""
    return [
        TimelineEvent(
            _("Agreed: %(title)s") % {"title": one.title},
            one.signed_at,
            _("Signed as %(name)s, version %(version)s.") % {"name": one.signed_name, "version": one.version},
            "check",
        )
        for one in consents
    ]


def months(events: Iterable[TimelineEvent], zone: ZoneInfo) -> tuple[TimelineMonth, ...]:
    """Return events by month, newest first."""
    found: dict[str, list[TimelineEvent]] = {}
    for one in sorted(events, key=lambda event: event.at, reverse=True):
        found.setdefault(dateformat.format(one.at.astimezone(zone), pgettext("month format", "F Y")), []).append(one)
    return tuple(TimelineMonth(heading, tuple(lines)) for heading, lines in found.items())


def _session(seat: SeatFacts, note: NoteFacts | None, *, now: datetime, own_provider: UUID | None) -> TimelineEvent:
    place = str(PLACES.get(seat.place, seat.place)).lower()
    title = _("%(service)s, %(place)s") % {"service": seat.offering_name, "place": place}
    is_open = seat.state in ("booked", "attended") and seat.starts_at <= now
    is_own = seat.provider_id == own_provider
    url = reverse("provider_note_about", kwargs={"seat_id": seat.seat_id}) if note or (is_open and is_own) else ""
    return TimelineEvent(
        title,
        seat.starts_at,
        _excerpt(note) if note else _("With %(name)s.") % {"name": seat.provider_name},
        {"video": "video", "phone": "phone"}.get(seat.place, "door"),
        Bead.SESSION,
        _badge(seat, note, is_open=is_open),
        url,
    )


def _badge(seat: SeatFacts, note: NoteFacts | None, *, is_open: bool) -> Badge | None:
    if note:
        return Badge(_("Signed"), Tone.GOOD)
    if seat.state == "missed":
        return Badge(_("Did not come"), Tone.CAUTION)
    if seat.state == "canceled":
        return Badge(_("Canceled"))
    return Badge(_("To sign"), Tone.CAUTION) if is_open else Badge(_("Booked"), Tone.NOTE)


def _excerpt(note: NoteFacts) -> str:
    told = next((text for _, text in reversed(note.body.sections) if text.strip()), "")
    return told if len(told) <= EXCERPT_CHARS else f"{told[:EXCERPT_CHARS].rsplit(' ', 1)[0]}…"
