"""The page of one session: who and where for everybody who may open it, all else for those who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.care_records.permissions import READ_NOTES
from attune.foundation.authorization import Actor, may
from attune.scheduling.booking_permissions import CHANGE_APPOINTMENTS, CHANGE_OWN_APPOINTMENTS
from attune.scheduling.queries.appointments import AppointmentFacts
from attune.scheduling.rules.couples import FIRST
from attune.telehealth.permissions import HOLD_ROOM, SEE_PRESENCE
from attune.telehealth.queries.evidence import evidence_of
from attune.telehealth.queries.room import Room, room_in
from attune.telehealth.rules.door import Barrier
from attune.web.calendar.week import names_of, together
from attune.web.components.actions import Action
from attune.web.components.figures import Fact
from attune.web.components.formatting import when_span
from attune.web.components.notices import Badge, Tone
from attune.web.components.people import PersonLine, Portrait
from attune.web.components.steps import Tab
from attune.web.session_page.attendance import Attendance, attendance_of, has_begun
from attune.web.session_page.door import ShownDoor, place_badge, shown_door, stage_of
from attune.web.visits.stage import Stage


class Part(StrEnum):
    """The three parts; the page opens at the one whose time it is."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


PARTS = {
    Part.BEFORE: gettext_lazy("Before"),
    Part.DURING: gettext_lazy("During"),
    Part.AFTER: gettext_lazy("After"),
}
PLACES = {"video": gettext_lazy("Video"), "phone": gettext_lazy("Phone")}
STATES = {
    "held": Badge(gettext_lazy("Being booked")),
    "canceled": Badge(gettext_lazy("Canceled"), Tone.DANGER),
    "released": Badge(gettext_lazy("Given up")),
    "completed": Badge(gettext_lazy("Done"), Tone.GOOD),
    "no_show": Badge(gettext_lazy("No-show"), Tone.CAUTION),
}


LACKS_PARTNER = Badge(gettext_lazy("Partner has not confirmed"), Tone.CAUTION)


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session. ``title`` is neutral: it stands in the tab; who it is about stands in ``person``."""

    title: str
    person: PersonLine
    badges: tuple[Badge, ...]
    part: Part
    tabs: tuple[Tab, ...]
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    door: ShownDoor | None
    stage: Stage | None
    attendance: tuple[Attendance, ...]


def session_page(
    actor: Actor, session: AppointmentFacts, *, asked: str, moment: datetime, zone: ZoneInfo
) -> SessionPage:
    """Return the page; what of it the actor may not see is not read either. Reading names goes on record."""
    names = names_of(actor, session.seats)
    name = _who(session, list(names.values()))
    room = own_room(actor, session)
    part = Part(asked) if asked in list(Part) else part_at(session, room, moment)
    told = when_span(session.starts_at, session.ends_at, now=moment, zone=zone)
    can_change = may(actor, CHANGE_APPOINTMENTS) or may(actor, CHANGE_OWN_APPOINTMENTS)
    shows_evidence = may(actor, SEE_PRESENCE) and has_begun(session, moment)
    subject = session.chart_ids[0] if session.chart_ids else session.appointment_id
    lacks_partner = LACKS_PARTNER if session.lacks_partner else None
    badges = (STATES.get(session.state), lacks_partner, place_badge(room) if room else None)
    return SessionPage(
        title=_("Session"),
        person=PersonLine(Portrait(subject, name), told, is_phi=bool(names)),
        badges=tuple(one for one in badges if one),
        part=part,
        tabs=_tabs(session, part),
        facts=_facts(session, told),
        actions=(
            *_actions(session, moment, can_change=can_change),
            *(_charts(session, names) if room and may(actor, READ_NOTES) else ()),
            *(_partners_note(session, names) if may(actor, READ_NOTES) and has_begun(session, moment) else ()),
        ),
        door=shown_door(room, name=name, moment=moment, zone=zone) if room and session.place == "video" else None,
        stage=stage_of(session, room, name=name, moment=moment) if room and part is Part.DURING else None,
        attendance=attendance_of(
            session,
            evidence_of(actor, session) if shows_evidence else (),
            names=names,
            can_change=can_change and has_begun(session, moment),
            zone=zone,
        )
        if has_begun(session, moment)
        else (),
    )


def own_room(actor: Actor, session: AppointmentFacts) -> Room | None:
    """Return the room, for the provider whose session it is; None for everybody else."""
    if not may(actor, HOLD_ROOM) or session.provider_person_id != actor.person_id or session.state == "held":
        return None
    return room_in(actor, session)


def part_at(session: AppointmentFacts, room: Room | None, moment: datetime) -> Part:
    """Return the part whose time it is: a door that opens early, or closes late, makes it the middle one."""
    if moment >= session.ends_at:
        return Part.AFTER
    if moment >= session.starts_at or (room is not None and room.barrier in (None, Barrier.NOT_CLEARED)):
        return Part.DURING
    return Part.BEFORE


def guest_name(actor: Actor, session: AppointmentFacts) -> str:
    """Return who comes, as the page names them."""
    return _who(session, list(names_of(actor, session.seats).values()))


def _who(session: AppointmentFacts, names: list[str]) -> str:
    return session.offering_name if session.is_group or not names else together(names)


def _tabs(session: AppointmentFacts, part: Part) -> tuple[Tab, ...]:
    here = reverse("session", args=[session.appointment_id])
    return tuple(Tab(label, f"{here}?part={one}", is_current=one is part) for one, label in PARTS.items())


def _facts(session: AppointmentFacts, told: str) -> tuple[Fact, ...]:
    seats = _("%(count)d of %(most)d") % {"count": len(session.seats), "most": session.seats_max}
    return (
        Fact(_("When"), told),
        Fact(_("What"), session.offering_name),
        Fact(_("Where"), str(PLACES.get(session.place, session.room_name or _("In person")))),
        Fact(_("With"), session.provider_name),
        *((Fact(_("Seats"), seats),) if session.is_group else ()),
    )


def _charts(session: AppointmentFacts, names: Mapping[UUID, str]) -> tuple[Action, ...]:
    """Return the way to the chart of who comes, each of a couple; a group's stand in its calendar."""
    known = [] if session.is_group else [one.chart_id for one in session.seats if one.chart_id in names]
    return tuple(
        Action(
            _("Chart of %(name)s") % {"name": names[chart_id]} if len(known) > 1 else _("Chart"),
            reverse("provider_chart", kwargs={"chart_id": chart_id}),
        )
        for chart_id in known
        if chart_id
    )


def _partners_note(session: AppointmentFacts, names: Mapping[UUID, str]) -> tuple[Action, ...]:
    """Return the way to the record of the other one of a couple: each has their own."""
    beside = [one for one in session.seats if session.is_couple and one.number > FIRST and one.chart_id in names]
    return tuple(
        Action(
            _("Note about %(name)s") % {"name": names[one.chart_id]},
            reverse("provider_note_about", kwargs={"seat_id": one.seat_id}),
            icon="note",
        )
        for one in beside
        if one.chart_id
    )


def _actions(session: AppointmentFacts, moment: datetime, *, can_change: bool) -> tuple[Action, ...]:
    if not can_change or session.state != "confirmed" or moment >= session.starts_at:
        return ()
    page = reverse("provider_session", kwargs={"appointment_id": session.appointment_id})
    return (Action(_("Move or cancel"), page, icon="swap"),)
