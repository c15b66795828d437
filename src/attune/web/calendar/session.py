"""One session as a page shows it: when, where, who comes, and what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from attune.care_records.permissions import READ_NOTES
from attune.foundation.authorization import Actor, may
from attune.scheduling.booking_permissions import CHANGE_APPOINTMENTS, CHANGE_OWN_APPOINTMENTS
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts
from attune.web.access import Area
from attune.web.calendar.week import address, names_of
from attune.web.components.figures import Fact
from attune.web.components.formatting import when_span
from attune.web.components.notices import Badge, Tone


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of the roster. Without the right to names it says which seat it is."""

    seat_id: UUID
    name: str
    badge: Badge
    is_phi: bool
    attendance_url: str
    can_be_marked: bool
    has_come: bool
    has_missed: bool
    note_url: str
    chart_url: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session. The title is neutral; names stand in the roster."""

    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    roster: tuple[Attendee, ...]
    is_group: bool
    is_over: bool
    back_url: str
    move_url: str
    cancel_url: str
    can_change: bool
    badge: Badge


def session_page(
    actor: Actor, area: Area, session: AppointmentFacts, *, moment: datetime, zone: ZoneInfo
) -> SessionPage:
    """Return the page of a session; reading names goes on record."""
    names = names_of(actor, session.seats)
    may_change = may(actor, CHANGE_APPOINTMENTS) or may(actor, CHANGE_OWN_APPOINTMENTS)
    is_open = session.state in ("held", "confirmed")
    told = when_span(session.starts_at, session.ends_at, now=moment, zone=zone)
    return SessionPage(
        title=session.offering_name,
        subtitle=told,
        facts=_facts(session, told),
        roster=tuple(
            _attendee(
                area,
                one,
                names=names,
                can_be_marked=may_change and moment >= session.starts_at,
                may_read=may(actor, READ_NOTES),
            )
            for one in session.seats
        ),
        is_group=session.is_group,
        is_over=not is_open,
        back_url=f"{address(area, 'calendar')}?week={session.starts_at.astimezone(zone).date()}",
        move_url=address(area, "move_session", appointment_id=session.appointment_id),
        cancel_url=address(area, "cancel_session", appointment_id=session.appointment_id),
        can_change=may_change and session.state == "confirmed" and moment < session.starts_at,
        badge=_badge(session.state),
    )


def _facts(session: AppointmentFacts, told: str) -> tuple[Fact, ...]:
    places = {"video": _("Video"), "phone": _("Phone")}
    seats = _("%(count)d of %(most)d") % {"count": len(session.seats), "most": session.seats_max}
    return (
        Fact(_("When"), told),
        Fact(_("Where"), places.get(session.place, session.room_name or _("In person"))),
        Fact(_("With"), session.provider_name),
        *((Fact(_("Seats"), seats),) if session.is_group else ()),
    )


def _attendee(
    area: Area, seat: SeatFacts, *, names: Mapping[UUID, str], can_be_marked: bool, may_read: bool
) -> Attendee:
    name = names.get(seat.chart_id) if seat.chart_id else None
    told = {
        "held": Badge(_("Being booked")),
        "booked": Badge(_("Booked"), Tone.NOTE),
        "attended": Badge(_("Came"), Tone.GOOD),
        "missed": Badge(_("Did not come"), Tone.CAUTION),
    }
    return Attendee(
        seat_id=seat.seat_id,
        name=name or _("A participant"),
        badge=told[seat.state],
        is_phi=name is not None,
        attendance_url=address(area, "attendance", seat_id=seat.seat_id),
        can_be_marked=can_be_marked and seat.state != "held",
        has_come=seat.state == "attended",
        has_missed=seat.state == "missed",
        note_url=reverse("provider_note_about", kwargs={"seat_id": seat.seat_id}) if may_read and can_be_marked else "",
        chart_url=reverse("provider_chart", kwargs={"chart_id": seat.chart_id}) if may_read and seat.chart_id else "",
    )


def _badge(state: str) -> Badge:
    return {
        "held": Badge(_("Being booked")),
        "confirmed": Badge(_("Booked"), Tone.NOTE),
        "completed": Badge(_("Done"), Tone.GOOD),
        "no_show": Badge(_("No-show"), Tone.CAUTION),
        "canceled": Badge(_("Canceled"), Tone.DANGER),
        "released": Badge(_("Given up")),
    }[state]
