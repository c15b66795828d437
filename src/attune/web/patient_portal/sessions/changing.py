"""Moving and canceling a session, with what it costs said before."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.directory.queries.offered import offered
from attune.foundation.clock import now
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import (
    BookingRefused,
    GroupMovesAsOne,
    NoRoomFree,
    NotCleared,
    NotOffered,
    PatientBusy,
    SeatIsNot,
    SlotTaken,
    TooLate,
)
from attune.scheduling.queries.appointments import SeatFacts
from attune.web.access import PersonRequest, own_care
from attune.web.booking.page import taken_alert
from attune.web.booking.times import Clocks, close_to, day_told, picker, start_told
from attune.web.booking.wording import deadline_in_words, not_cleared_in_words
from attune.web.components.formatting import money, when, when_span, when_within
from attune.web.components.notices import Alert, Tone
from attune.web.components.slots import SlotPicker
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for
from attune.workflows.own_sessions import Session, own_session
from attune.workflows.turned_away import is_turned_away, move_own_session


@dataclass(frozen=True, slots=True)
class CancelPage:
    """What canceling costs now, before it is done. ``fee_minor`` goes with the form: what was shown is asked."""

    heading: str
    when: str
    alert: Alert
    fee_minor: int
    button: str
    busy: str
    keep_url: str


@dataclass(frozen=True, slots=True)
class MovePage:
    """The free times a session may move to."""

    when: str
    url: str
    picker: SlotPicker | None
    alert: Alert | None
    back_url: str


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Say what canceling costs now, and cancel once that was read."""
    session = own_session(request.actor, seat_id)
    if not session.is_open(now()):
        return redirect("own_session", seat_id=seat_id)
    page = _cancel_page(session)
    if request.method == "GET":
        return _shown(request, "cancel", page)
    if request.POST.get("fee_minor") != str(page.fee_minor):
        return _shown(request, "cancel", page, status=409 if "fee_minor" in request.POST else 422)
    try:
        with own_care(request, session.practice_id) as actor:
            cancel_seat(actor, seat_id=seat_id, reason=request.POST.get("reason", "")[:500])
    except (SeatIsNot, TooLate):
        return redirect("own_session", seat_id=seat_id)
    messages.success(request, _("Canceled. The time is free for others now."))
    return redirect("patient_sessions")


@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Show the times a session may move to, and move it."""
    session, moment = own_session(request.actor, seat_id), now()
    if not session.is_open(moment):
        return redirect("own_session", seat_id=seat_id)
    with own_care(request, session.practice_id) as actor:
        is_excused = is_turned_away(actor, session.seat)
    shown = partial(_move_page, request, session, is_excused=is_excused)
    if request.method == "GET":
        return _shown(request, "move", shown(moment))
    start = start_told(request.POST.get("starts_at", ""))
    if start is None:
        alert = Alert(_("No time is chosen yet."), _("Choose one of the free times."), Tone.CAUTION, is_urgent=True)
        return _shown(request, "move", shown(moment, alert=alert), status=422)
    try:
        with own_care(request, session.practice_id) as actor:
            move_own_session(actor, session.seat, starts_at=start)
    except BookingRefused as refusal:
        if isinstance(refusal, NotCleared):
            with own_care(request, session.practice_id) as actor:
                keep_refusal(actor, refusal)
        alert = _refusal(session, refusal, start, is_excused=is_excused)
        return _shown(request, "move", shown(now(), alert=alert, taken=start), status=409)
    told = {"when": when_within(start, now=moment, zone=viewer_zone())}
    messages.success(request, _("Moved to %(when)s.") % told)
    return redirect("own_session", seat_id=seat_id)


def _cancel_page(session: Session) -> CancelPage:
    seat, moment, zone = session.seat, now(), viewer_zone()
    fee = seat.policy.cancellation_fee(seat.price, starts_at=seat.starts_at, now=moment)
    until = {"until": deadline_in_words(seat.policy, starts_at=seat.starts_at, zone=zone), "fee": money(fee)}
    if fee.minor:
        text = _("Canceling was free until %(until)s, as you saw when you booked.") % until
        alert = Alert(_("The fee is %(fee)s.") % until, text, Tone.CAUTION)
        button = _("Cancel for %(fee)s") % until
    else:
        text = _("It stays free until %(until)s.") % until if seat.policy.late_fee_bps else ""
        alert, button = Alert(_("Canceling now is free."), text, Tone.GOOD), _("Cancel session")
    name = {"day": when(seat.starts_at, now=moment, zone=zone)}
    return CancelPage(
        heading=_heading(seat),
        when=_("%(day)s") % name,
        alert=alert,
        fee_minor=fee.minor,
        button=button,
        busy=_("Canceling…"),
        keep_url=reverse("own_session", args=[seat.seat_id]),
    )


def _heading(seat: SeatFacts) -> str:
    if seat.is_group:
        return _("Leave this group session?")
    return _("Cancel this session for both of you?") if seat.is_couple else _("Cancel this session?")


def _move_page(
    request: PersonRequest,
    session: Session,
    moment: datetime,
    *,
    is_excused: bool,
    alert: Alert | None = None,
    taken: datetime | None = None,
) -> MovePage:
    seat, zone = session.seat, viewer_zone()
    url = reverse("move_session", args=[seat.seat_id])
    page = MovePage(
        when=when_span(seat.starts_at, seat.ends_at, now=moment, zone=zone),
        url=url,
        picker=None,
        alert=alert or _not_movable(seat, moment, is_excused=is_excused),
        back_url=reverse("own_session", args=[seat.seat_id]),
    )
    found = offered(seat.offering_id, now=moment)
    if _not_movable(seat, moment, is_excused=is_excused) is not None:
        return page
    if found is None or not found.starts:
        none = Alert(_("No other time is free."), _("New times appear here by themselves."), Tone.NOTE)
        return MovePage(page.when, url, None, alert or none, page.back_url)
    own_day = seat.starts_at.astimezone(zone).date()
    is_own_day_free = any(start.astimezone(zone).date() == own_day for start in found.starts)
    drawn = picker(
        found.starts,
        clocks=Clocks(zone, ZoneInfo(found.zone), found.provider_name),
        now=moment,
        url_of_day=lambda day: f"{url}?{urlencode({'day': day.isoformat()})}",
        wanted_day=day_told(request.GET.get("day", "")) or (own_day if is_own_day_free and not taken else None),
        chosen=taken,
        taken=(taken,) if taken and taken not in found.starts else (),
    )
    return MovePage(page.when, url, drawn, alert, page.back_url)


def _not_movable(seat: SeatFacts, moment: datetime, *, is_excused: bool) -> Alert | None:
    if seat.is_group:
        text = _("Leave this one, and take a seat in another session of the group.")
        return Alert(_("A group session does not move for one person."), text, Tone.NOTE)
    if not is_excused and not seat.policy.is_free(starts_at=seat.starts_at, now=moment):
        until = {"until": deadline_in_words(seat.policy, starts_at=seat.starts_at, zone=viewer_zone())}
        title = _("Moving was possible until %(until)s.") % until
        return Alert(title, _("You can still cancel; the page says what it costs."), Tone.CAUTION)
    return None


def _refusal(session: Session, refusal: BookingRefused, start: datetime, *, is_excused: bool) -> Alert:
    moment, zone = now(), viewer_zone()
    if isinstance(refusal, SlotTaken | NotOffered):
        return taken_alert(start, close_to(refusal.next_free, start), now=moment, zone=zone)
    if isinstance(refusal, NotCleared):
        told = not_cleared_in_words(
            refusal.reasons, provider_name=session.seat.provider_name, state=session.seat.patient_state
        )
        return Alert(told, _("Your session stays where it is."), Tone.CAUTION, is_urgent=True)
    if isinstance(refusal, PatientBusy):
        return Alert(_("You have another session at that time."), _("Choose another one."), Tone.CAUTION)
    if isinstance(refusal, NoRoomFree):
        return Alert(_("No room is free at that time."), _("Choose another one."), Tone.CAUTION)
    if isinstance(refusal, GroupMovesAsOne | TooLate):
        told_why = _not_movable(session.seat, moment, is_excused=is_excused)
        return told_why or Alert(_("It cannot move any more."), "", Tone.CAUTION)
    return Alert(_("Something changed meanwhile."), _("Nothing was moved. Look once more."), Tone.CAUTION)


def _shown(request: PersonRequest, name: str, page: CancelPage | MovePage, *, status: int = 200) -> HttpResponseBase:
    words = {"shell": shell_for(request), "page": page}
    return TemplateResponse(request, f"patient/sessions/{name}.html", words, status=status)
