"""The door of a video visit, from the patient's side: what is asked there, and every way on from a closed one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.kernel.us_states import US_STATES
from attune.telehealth.queries.room import OwnRoom
from attune.telehealth.rules.door import ELSEWHERE, Barrier
from attune.web.booking.wording import is_about_the_state
from attune.web.components.actions import Action, Weight
from attune.web.components.formatting import clock_time, day_within
from attune.web.components.notices import Alert, Tone
from attune.web.visits.stage import Stage, patients_stage
from attune.workflows.own_sessions import Session

OUTSIDE = gettext_lazy("Outside the United States")
LOOK_AGAIN_SECONDS_MAX = 24 * 3600
FORGOTTEN_AFTER = timedelta(days=2)


class WhereForm(forms.Form):
    """Where somebody is now: asked every time, and never filled in for them."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where are you now?"),
        help_text=gettext_lazy("Therapists may see people only where they are licensed, so it is asked each time."),
        choices=(("", gettext_lazy("Choose")), *US_STATES.items(), (ELSEWHERE, OUTSIDE)),
        error_messages={"required": gettext_lazy("Choose the state you are in at this moment.")},
    )


@dataclass(frozen=True, slots=True)
class Door:
    """What stands at the door. ``form`` asks where one is; ``stage`` is there for who came through.

    ``look_again_seconds`` is when the page has news by itself: the door opens then. 0 is never.
    """

    alert: Alert | None
    form: WhereForm | None
    check_in_url: str
    stage: Stage | None
    look_again_seconds: int


def has_door(session: Session, moment: datetime) -> bool:
    """Return whether the page of a session has a door: that of a video visit, until its link is long forgotten."""
    seat = session.seat
    is_booked = seat.state in ("booked", "attended", "missed")
    return seat.place == "video" and is_booked and moment < seat.ends_at + FORGOTTEN_AFTER


def door(session: Session, room: OwnRoom, *, moment: datetime, zone: ZoneInfo, form: WhereForm | None = None) -> Door:
    """Return the door as it stands for who holds the seat."""
    seat, barrier = session.seat, room.barrier
    asks = barrier in (Barrier.CHECK_IN, Barrier.NOT_CLEARED)
    is_in = barrier in (None, Barrier.WAITING)
    until_open = int((room.opens_at - moment).total_seconds()) + 1
    waits = barrier is Barrier.NOT_YET and until_open <= LOOK_AGAIN_SECONDS_MAX
    stage = patients_stage(
        seat.seat_id, provider=seat.provider_name, starts_at=seat.starts_at, ends_at=seat.ends_at, now=moment
    )
    return Door(
        alert=_alert(session, room, moment=moment, zone=zone),
        form=(form or WhereForm()) if asks else None,
        check_in_url=reverse("visit_check_in", args=[seat.seat_id]),
        stage=stage if is_in else None,
        look_again_seconds=until_open if waits else 0,
    )


def _alert(session: Session, room: OwnRoom, *, moment: datetime, zone: ZoneInfo) -> Alert | None:
    told = {"name": session.seat.provider_name, "time": clock_time(room.opens_at, zone)}
    match room.barrier:
        case Barrier.NOT_YET:
            told["day"] = day_within(room.opens_at, now=moment, zone=zone)
            text = _("Then this page asks where you are, and you wait here until %(name)s lets you in.") % told
            return Alert(_("The door opens %(day)s at %(time)s.") % told, text, Tone.NOTE)
        case Barrier.OVER:
            return Alert(_("This visit is over."), _("Its link opens nothing any more."), Tone.NOTE)
        case Barrier.GROUP if session.seat.is_couple:
            text = _("Sit down together in front of the screen of who booked; the door opens there.")
            return Alert(_("You come in together."), text, Tone.NOTE)
        case Barrier.GROUP:
            text = _("Your provider tells you how the group meets.")
            return Alert(_("Video rooms are for two."), text, Tone.NOTE)
        case Barrier.CONSENT:
            again = Action(_("Read and agree"), reverse("onboarding_consents"), Weight.PRIMARY)
            text = _("The words about care by video are new since you agreed. Read them, then come back here.")
            return Alert(_("Your agreement is needed first."), text, Tone.CAUTION, actions=(again,), is_urgent=True)
        case Barrier.CHECK_IN if room.is_provider_inside:
            return Alert(_("%(name)s is here.") % told, "", Tone.NOW)
        case Barrier.NOT_CLEARED:
            return _not_cleared(session, room, moment=moment)
    return None


def _not_cleared(session: Session, room: OwnRoom, *, moment: datetime) -> Alert:
    told = {"name": session.seat.provider_name, "state": US_STATES.get(room.state, str(OUTSIDE))}
    if is_about_the_state(room.reasons):
        title = _("You said you are in %(state)s. %(name)s may not see you there.") % told
        text = _("No license covers it today, and %(name)s sees this now too. Nobody counts you as missing.") % told
        again = _("If you are somewhere else after all, say it below.")
    else:
        title = _("%(name)s may not hold sessions at the moment.") % told
        text = _("It is not about you. The practice sees this now, and nobody counts you as missing.")
        again = ""
    can_move = session.is_open(moment) and not session.seat.is_group
    free = _("Until the session begins you can move it, for nothing.") if can_move else ""
    ways = _ways_on(session, can_move=can_move)
    words = " ".join(filter(None, (text, free, again)))
    return Alert(title, words, Tone.CAUTION, actions=ways, is_urgent=True)


def _ways_on(session: Session, *, can_move: bool) -> tuple[Action, ...]:
    """Return what somebody can do who was refused, the likely next step first."""
    seat = session.seat
    if can_move:
        first = Action(_("Move session"), reverse("move_session", args=[seat.seat_id]), icon="swap")
    else:
        first = Action(_("Find another time"), reverse("choose_time", args=[seat.offering_id]), icon="calendar")
    return (
        first,
        Action(_("Your sessions"), reverse("patient_sessions")),
        Action(_("Call or text 988"), "tel:988", Weight.QUIET, icon="lifebuoy"),
    )
