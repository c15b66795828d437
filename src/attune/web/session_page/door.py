"""The door from the provider's side: who waits, where they said they are, and whether they may be let in."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attune.kernel.us_states import US_STATES
from attune.scheduling.queries.appointments import AppointmentFacts
from attune.telehealth.actions.tell import visit_region
from attune.telehealth.queries.room import Guest, Room
from attune.telehealth.rules.door import Barrier
from attune.web.components.formatting import clock_time, day_within
from attune.web.components.notices import Alert, Badge, Tone
from attune.web.credentials.wording import REASONS
from attune.web.visits.stage import Stage, providers_stage

MINUTE = 60


@dataclass(frozen=True, slots=True)
class ShownDoor:
    """What is so at the door now. ``admit_url`` is empty where nobody is to be let in."""

    region: str
    url: str
    alert: Alert
    admit_url: str
    admit_label: str


def shown_door(room: Room, *, name: str, moment: datetime, zone: ZoneInfo) -> ShownDoor:
    """Return the door as its provider sees it."""
    guest = room.guest
    waits = room.can_admit
    return ShownDoor(
        region=visit_region(room.appointment_id),
        url=reverse("session_door", args=[room.appointment_id]),
        alert=_alert(room, guest, name=name, moment=moment, zone=zone),
        admit_url=reverse("admit", args=[room.appointment_id]) if waits else "",
        admit_label=_("Let %(name)s in") % {"name": name},
    )


def stage_of(session: AppointmentFacts, room: Room, *, name: str, moment: datetime) -> Stage | None:
    """Return the stage while the door is open; None before, after, and for who may not hold the session."""
    if room.barrier is not None:
        return None
    return providers_stage(
        session.appointment_id, patient=name, starts_at=session.starts_at, ends_at=session.ends_at, now=moment
    )


def place_badge(room: Room) -> Badge | None:
    """Return where the patient said they are now, and whether that is good enough."""
    guest = room.guest
    if guest is None or not guest.state:
        return None
    told = {"state": _place(guest)}
    if guest.is_cleared:
        return Badge(_("In %(state)s: cleared") % told, Tone.GOOD)
    return Badge(_("In %(state)s: not cleared") % told, Tone.CAUTION)


def _alert(room: Room, guest: Guest | None, *, name: str, moment: datetime, zone: ZoneInfo) -> Alert:
    told = {"name": name, "state": _place(guest) if guest else ""}
    match room.barrier:
        case Barrier.NOT_YET:
            told["time"] = clock_time(room.opens_at, zone)
            told["day"] = day_within(room.opens_at, now=moment, zone=zone)
            text = _("From then on %(name)s can come to the waiting room.") % told
            return Alert(_("The door opens %(day)s at %(time)s.") % told, text)
        case Barrier.OVER:
            return Alert(_("The door is closed."), _("Who came stands below, as the call itself shows it."))
        case Barrier.GROUP:
            return Alert(_("Video rooms are for two."), _("Meet the group where you told them, and say who came."))
        case Barrier.NOT_BOOKED | Barrier.NO_VIDEO:
            return Alert(_("There is no video for this session."), "")
        case Barrier.NOT_CLEARED:
            return Alert(_("You may not hold this session now."), _reasons(room), Tone.CAUTION, is_urgent=True)
    assert guest is not None, "an open door is somebody's"
    if guest.is_inside:
        # As many lines as when they leave: what is below must not move from under a click.
        return Alert(_("%(name)s is in.") % told, _("They see and hear you once you are connected."), Tone.GOOD)
    if guest.is_cleared and not guest.is_admitted:
        return Alert(_("%(name)s waits to be let in.") % told, _waited(guest, moment, told), Tone.NOW)
    if guest.is_admitted:
        return Alert(_("%(name)s was let in and is not connected.") % told, _("They come in by themselves."))
    if guest.state:
        title = _("%(name)s said “%(state)s” and was refused at the door.") % told
        text = _(
            "You may not see somebody who is there. Until the session begins it can be moved, by them or by you, and "
            "costs them nothing. Nobody counts as missing."
        )
        return Alert(title, text, Tone.CAUTION, is_urgent=True)
    return Alert(_("%(name)s is not here yet.") % told, _("You see it here, the moment they come to the door."))


def _waited(guest: Guest, moment: datetime, told: dict[str, str]) -> str:
    if guest.waits_since is None:
        return _("They said they are in %(state)s, and are connecting.") % told
    minutes = int((moment - guest.waits_since).total_seconds()) // MINUTE
    if minutes < 1:
        return _("In the waiting room since a moment ago, in %(state)s.") % told
    since = ngettext("for %(count)d minute", "for %(count)d minutes", minutes) % {"count": minutes}
    return _("In the waiting room %(since)s, in %(state)s.") % {**told, "since": since}


def _reasons(room: Room) -> str:
    known = [str(REASONS[one]) for one in room.reasons if one in REASONS]
    return " ".join(known) or _("No license of yours covers where the patient is now.")


def _place(guest: Guest) -> str:
    return US_STATES.get(guest.state, _("another country"))
