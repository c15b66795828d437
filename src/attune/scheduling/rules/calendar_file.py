"""An appointment as a calendar file: neutral for whoever sees the calendar, exact for the program that reads it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from attune.kernel.interval import Interval
from attune.scheduling.rules.zone_transitions import Transition, transitions

TITLE = "Appointment"
"""All that a calendar shown on a screen tells: neither who, nor with whom, nor what about."""

PRODUCT = "-//Attune//Appointments//EN"
AROUND = timedelta(days=366)


class Method(StrEnum):
    """What the file asks the reader's calendar to do. Source: RFC 5546, section 3.2."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class Correspondents:
    """Between whose addresses a file goes by mail: ours, and the reader's."""

    organizer: str
    attendee: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One seat's time in somebody's calendar.

    ``uid`` stays the same for the seat's life; ``sequence`` grows with each change. ``zone``
    is the reader's, an IANA name. ``link`` leads to a page that asks for a sign-in.
    """

    uid: UUID
    sequence: int
    during: Interval
    zone: str
    written_at: datetime
    domain: str
    link: str
    is_canceled: bool = False


def calendar_file(entry: CalendarEntry, *, between: Correspondents | None = None) -> str:
    """Return the file's text: for a mail between two addresses, else for a download."""
    method = Method.CANCEL if entry.is_canceled else Method.REQUEST
    if between is None:
        method = Method.PUBLISH
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    zone = ZoneInfo(entry.zone)
    if zone.key != "UTC":
        calendar.add_component(_described(zone, entry.during))
    calendar.add_component(_event(entry, zone, between))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(entry: CalendarEntry, zone: ZoneInfo, between: Correspondents | None) -> Event:
    is_local = zone.key != "UTC" and not any(_is_twofold(at, zone) for at in (entry.during.start, entry.during.end))
    own = zone if is_local else UTC
    event = Event()
    event.add("uid", f"{entry.uid}@{entry.domain}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.during.start.astimezone(own))
    event.add("dtend", entry.during.end.astimezone(own))
    event.add("summary", TITLE)
    event.add("url", entry.link)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.is_canceled else "OPAQUE")
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    if between is not None:
        event.add("organizer", vCalAddress(f"mailto:{between.organizer}"))
        attendee = vCalAddress(f"mailto:{between.attendee}")
        attendee.params["PARTSTAT"] = vText("ACCEPTED")
        attendee.params["RSVP"] = vText("FALSE")
        event.add("attendee", attendee)
    return event


def _is_twofold(at: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clock of the zone shows this time twice that night; then only UTC says which is meant."""
    local = at.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _described(zone: ZoneInfo, during: Interval) -> Timezone:
    """Return the zone's clock a year around the appointment.

    The library can make one too, but it says that clocks go forward an hour later than they
    do: an onset is told in the time that holds until then. Source: RFC 5545, section 3.6.5.
    """
    around = during.padded(before=AROUND, after=AROUND)
    described = Timezone()
    described.add("tzid", zone.key)
    for change in (_standing(zone, around.start), *transitions(zone, around)):
        is_forward = change.offset_after > change.offset_before or (
            change.offset_after == change.offset_before and _is_summer(zone, change.at)
        )
        part = TimezoneDaylight() if is_forward else TimezoneStandard()
        part.add("dtstart", (change.at + change.offset_before).replace(tzinfo=None, microsecond=0))
        part.add("tzoffsetfrom", change.offset_before)
        part.add("tzoffsetto", change.offset_after)
        part.add("tzname", change.name)
        described.add_component(part)
    return described


def _standing(zone: ZoneInfo, at: datetime) -> Transition:
    """Return what holds when the description begins."""
    local = at.astimezone(zone)
    offset = local.utcoffset()
    assert offset is not None
    return Transition(at.astimezone(UTC), offset, offset, local.tzname() or "")


def _is_summer(zone: ZoneInfo, at: datetime) -> bool:
    return bool(at.astimezone(zone).dst())
