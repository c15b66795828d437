"""A week of sessions as calendars show it: whose it is, for those who may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.foundation.authorization import Actor, may
from attune.kernel.interval import Interval
from attune.patients.permissions import SEE_CHARTS
from attune.patients.queries.charts import charts
from attune.scheduling.booking_permissions import SEE_ATTENDEES
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts
from attune.web.access import Area
from attune.web.calendar.open_week import OpenWeek
from attune.web.components.formatting import clock_time

DAYS_SHOWN = 7
PLACE_ICONS = {"video": "video", "phone": "phone", "in_person": "door"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as a calendar shows it, on the viewer's clock; ``kind`` is how it is drawn."""

    appointment_id: UUID
    title: str
    under: str
    starts_at: datetime
    ends_at: datetime
    kind: str
    url: str
    move_url: str
    sequence: int
    icon: str
    can_move: bool
    is_phi: bool

    def as_event(self) -> dict[str, object]:
        """Return it as the calendar's feed gives it: wall-clock times, which the calendar takes as they are."""
        return {
            "id": str(self.appointment_id),
            "title": self.title,
            "start": self.starts_at.replace(tzinfo=None).isoformat(),
            "end": self.ends_at.replace(tzinfo=None).isoformat(),
            "url": self.url,
            "startEditable": self.can_move,
            "extendedProps": {
                "under": self.under,
                "kind": self.kind,
                "moveUrl": self.move_url,
                "sequence": self.sequence,
                "isPhi": self.is_phi,
            },
        }


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of the list, and when it is open where that is told."""

    day: date
    is_today: bool
    sessions: tuple[Shown, ...]
    opened: str = ""


def week_from(asked: str, *, today: date) -> date:
    """Return the Monday of the week a page asks for by any of its days; of this week if it asks for nothing real."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    if not date(2000, 1, 1) <= day <= date(2200, 1, 1):
        day = today
    return day - timedelta(days=day.weekday())


def span_of(monday: date, zone: ZoneInfo) -> Interval:
    """Return the week from its first midnight to its last on a zone's clock."""
    first = datetime.combine(monday, time(), zone)
    return Interval(first, datetime.combine(monday + timedelta(days=DAYS_SHOWN), time(), zone))


def shown(
    actor: Actor, area: Area, sessions: Sequence[AppointmentFacts], *, zone: ZoneInfo, moment: datetime
) -> tuple[Shown, ...]:
    """Return sessions as their calendar shows them. Names are read, on record, for those who may know them only."""
    names = names_of(actor, [one for session in sessions for one in session.seats])
    return tuple(_shown(area, one, names=names, zone=zone, moment=moment) for one in sessions)


def names_of(actor: Actor, seats: Sequence[SeatFacts]) -> dict[UUID, str]:
    """Return the patients' names by chart; nothing for those who may not see who comes."""
    if not sees_names(actor):
        return {}
    ids = {one.chart_id for one in seats if one.chart_id is not None}
    return {chart_id: facts.name for chart_id, facts in charts(actor, ids).items()} if ids else {}


def sees_names(actor: Actor) -> bool:
    """Return whether the actor may see who comes: ``names_of`` opens their charts."""
    return may(actor, SEE_ATTENDEES) and may(actor, SEE_CHARTS)


def days_of(
    monday: date, sessions: Sequence[Shown], opened: OpenWeek | None = None, *, today: date
) -> tuple[ShownDay, ...]:
    """Return the week's days with the sessions that begin on each."""
    days = (monday + timedelta(days=number) for number in range(DAYS_SHOWN))
    return tuple(
        ShownDay(
            day,
            is_today=day == today,
            sessions=tuple(one for one in sessions if one.starts_at.date() == day),
            opened=opened.of_day(day) if opened else "",
        )
        for day in days
    )


def address(area: Area, page: str, **about: UUID) -> str:
    """Return the address of one of the calendar's pages in an area."""
    return reverse(f"{'provider' if area is Area.PROVIDER else 'practice'}_{page}", kwargs=about)


def _shown(
    area: Area, session: AppointmentFacts, *, names: Mapping[UUID, str], zone: ZoneInfo, moment: datetime
) -> Shown:
    who = [names[one] for one in session.chart_ids if one in names]
    named = bool(who) and not session.is_group
    starts_at, ends_at = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    is_held = session.state == "held"
    can_move = session.state == "confirmed" and session.starts_at > moment
    return Shown(
        appointment_id=session.appointment_id,
        title=_("Being booked") if is_held else together(who) if named else _unnamed(area, session),
        under=f"{clock_time(starts_at, zone)}, {_under(session)}",
        starts_at=starts_at,
        ends_at=ends_at,
        kind=_kind(session, moment),
        url=_page_of(area, session),
        move_url=address(area, "move_session", appointment_id=session.appointment_id),
        sequence=session.sequence,
        icon=PLACE_ICONS.get(session.place, "video"),
        can_move=can_move,
        is_phi=named,
    )


def together(names: Sequence[str]) -> str:
    """Return who comes: one name, or both of a couple."""
    return _(" and ").join(names)


def _unnamed(area: Area, session: AppointmentFacts) -> str:
    """Return what a session is called where who comes is not for the viewer: the practice asks whose it is."""
    if area is Area.PRACTICE and not session.is_group:
        return session.provider_name
    return session.offering_name


def _page_of(area: Area, session: AppointmentFacts) -> str:
    """Return where a session is opened: a provider's own leads to where it is held, documented and paid."""
    if area is Area.PROVIDER and not session.is_group and session.state != "held":
        return reverse("session", args=[session.appointment_id])
    return address(area, "session", appointment_id=session.appointment_id)


def _under(session: AppointmentFacts) -> str:
    if session.state == "held":
        return _("held for a few minutes")
    if session.state == "no_show":
        return _("no-show")
    if session.state == "completed":
        return _("done")
    if session.is_group:
        count = ngettext("%(count)d of %(most)d seats", "%(count)d of %(most)d seats", len(session.seats))
        return count % {"count": len(session.seats), "most": session.seats_max}
    if session.lacks_partner:
        return _("partner has not confirmed")
    return {"video": _("video"), "phone": _("phone")}.get(session.place, session.room_name or _("in person"))


def _kind(session: AppointmentFacts, moment: datetime) -> str:
    if session.state == "held":
        return "request"
    if session.state in ("completed", "no_show") or session.ends_at <= moment:
        return "past"
    if session.starts_at <= moment:
        return "now"
    return "group" if session.is_group else "booked"
