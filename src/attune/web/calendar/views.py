"""The calendar's pages, its feed, and what can be done with a session."""

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from attune.credentialing.queries.providers import provider_of_person, providers_here
from attune.credentialing.rules.clearance import Standing
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.move_appointment import move_appointment
from attune.scheduling.booking_errors import BookingRefused, NoSuchAppointment, NoSuchSeat, NotCleared
from attune.scheduling.queries.appointments import appointment, seat, week_of
from attune.web.access import Area, PersonRequest
from attune.web.calendar.forms import CancelForm, MoveForm
from attune.web.calendar.open_week import OpenWeek, open_week
from attune.web.calendar.session import SessionPage, session_page
from attune.web.calendar.week import Shown, ShownDay, address, days_of, shown, span_of, week_from
from attune.web.calendar.wording import sentence
from attune.web.components.formatting import when_within
from attune.web.components.steps import Tab
from attune.web.greetings import viewer_zone
from attune.web.shells import shell_for

PRESENT = (Standing.JOINING, Standing.ACTIVE, Standing.SUSPENDED)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A week: as a list that every browser shows, and where its scripted calendar gets the same from."""

    title: str
    subtitle: str
    monday: date
    now: str
    """Now on the viewer's clock, as the calendar takes times."""
    days: tuple[ShownDay, ...]
    before_url: str
    today_url: str
    after_url: str
    list_url: str
    feed_url: str
    zone: str
    hours_shown: tuple[int, int]
    providers: tuple[Tab, ...]
    is_one_provider: bool

    @property
    def has_sessions(self) -> bool:
        """Whether anything is on in the week."""
        return any(one.sessions for one in self.days)


@require_GET
def calendar(request: PersonRequest) -> HttpResponseBase:
    """Show a week of sessions."""
    return TemplateResponse(request, "calendar/week.html", {"shell": shell_for(request), "page": _page(request)})


@require_GET
def sessions_list(request: PersonRequest) -> HttpResponseBase:
    """Give the week's list alone, when something in it changed."""
    return TemplateResponse(request, "calendar/list.html", {"page": _page(request)})


@require_GET
def feed(request: PersonRequest) -> HttpResponseBase:
    """Give a week's sessions to the scripted calendar, and when whose it is cannot be booked."""
    monday = week_from(request.GET.get("week", ""), today=_today())
    closed = _open_week(request, monday).closed_events()
    return JsonResponse({"sessions": [one.as_event() for one in _sessions(request, monday)], "closed": closed})


@require_GET
def session(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Show one session: who comes, and what can be done."""
    return _session(request, appointment_id)


@require_POST
def move(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Move a session; a script is answered in a sentence, a form by a page."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        told = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return _problem(request, appointment_id, told, form)
    starts_at = form.cleaned_data["starts_at"]
    try:
        move_appointment(
            request.actor,
            appointment_id=appointment_id,
            starts_at=starts_at,
            expected_sequence=form.cleaned_data["sequence"],
        )
    except NoSuchAppointment:
        raise Http404 from None
    except BookingRefused as refusal:
        if isinstance(refusal, NotCleared):
            request.kept_anyway.append(partial(keep_refusal, request.actor, refusal))
        return _problem(request, appointment_id, sentence(refusal), form)
    told = _("Moved to %(when)s. Who comes is told.") % {"when": when_within(starts_at, now=now(), zone=viewer_zone())}
    if _wants_json(request):
        return JsonResponse({"moved": told})
    messages.success(request, told)
    return redirect(address(request.area, "session", appointment_id=appointment_id))


@require_POST
def cancel(request: PersonRequest, appointment_id: UUID) -> HttpResponseBase:
    """Cancel a whole session."""
    form = CancelForm(request.POST)
    try:
        if form.is_valid():
            cancel_appointment(request.actor, appointment_id=appointment_id, reason=form.cleaned_data["reason"])
            messages.success(request, _("Canceled. Who comes is told, and nobody owes anything for it."))
            return redirect(address(request.area, "calendar"))
    except NoSuchAppointment:
        raise Http404 from None
    except BookingRefused as refusal:
        form.add_error(None, sentence(refusal))
    return _session(request, appointment_id, cancel_form=form)


@require_POST
def attendance(request: PersonRequest, seat_id: UUID) -> HttpResponseBase:
    """Say whether a participant came."""
    try:
        found = seat(request.actor, seat_id)
        mark_attendance(request.actor, seat_id=seat_id, has_attended=request.POST.get("came") == "yes")
    except (NoSuchAppointment, NoSuchSeat):
        raise Http404 from None
    except BookingRefused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(address(request.area, "session", appointment_id=found.appointment_id))


def _session(
    request: PersonRequest,
    appointment_id: UUID,
    *,
    move_form: MoveForm | None = None,
    cancel_form: CancelForm | None = None,
) -> HttpResponseBase:
    try:
        found = appointment(request.actor, appointment_id)
    except NoSuchAppointment:
        raise Http404 from None
    page: SessionPage = session_page(request.actor, request.area, found, moment=now(), zone=viewer_zone())
    starts_at = found.starts_at.astimezone(viewer_zone())
    at_first = {"on_date": starts_at.date(), "at_time": f"{starts_at:%H:%M}", "sequence": found.sequence}
    context = {
        "shell": shell_for(request),
        "page": page,
        "move_form": move_form or MoveForm(initial=at_first),
        "cancel_form": cancel_form or CancelForm(),
    }
    is_wrong = any(form is not None and form.errors for form in (move_form, cancel_form))
    return TemplateResponse(request, "calendar/session.html", context, status=422 if is_wrong else 200)


def _problem(request: PersonRequest, appointment_id: UUID, told: str, form: MoveForm) -> HttpResponseBase:
    if _wants_json(request):
        return JsonResponse({"problem": told}, status=409)
    if not form.errors:
        form.add_error(None, told)
    return _session(request, appointment_id, move_form=form)


def _wants_json(request: PersonRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _page(request: PersonRequest) -> CalendarPage:
    monday = week_from(request.GET.get("week", ""), today=_today())
    sunday = monday + timedelta(days=6)
    sessions, base, chosen = _sessions(request, monday), address(request.area, "calendar"), _chosen(request)
    opened = _open_week(request, monday)
    about = f"&provider={chosen}" if chosen and request.area is Area.PRACTICE else ""
    count = sum(1 for one in sessions if one.kind != "request")
    counted = ngettext("%(count)d session", "%(count)d sessions", count) % {"count": count}
    return CalendarPage(
        title=_span_title(monday, sunday),
        subtitle=", ".join(filter(None, (counted, opened.in_words))),
        monday=monday,
        now=now().astimezone(viewer_zone()).replace(tzinfo=None, microsecond=0).isoformat(),
        days=days_of(monday, sessions, opened, today=_today()),
        before_url=f"{base}?week={monday - timedelta(days=7)}{about}",
        today_url=f"{base}?{about.removeprefix('&')}".rstrip("?"),
        after_url=f"{base}?week={monday + timedelta(days=7)}{about}",
        list_url=f"{address(request.area, 'calendar_list')}?week={monday}{about}",
        feed_url=f"{address(request.area, 'calendar_feed')}?week={monday}{about}",
        zone=str(viewer_zone()),
        hours_shown=opened.hours_shown(
            Interval(one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)) for one in sessions
        ),
        providers=_provider_tabs(request, monday, chosen),
        is_one_provider=request.area is Area.PROVIDER or chosen is not None,
    )


def _sessions(request: PersonRequest, monday: date) -> tuple[Shown, ...]:
    chosen = _chosen(request)
    if request.area is Area.PROVIDER and chosen is None:
        return ()
    found = week_of(request.actor, chosen, span_of(monday, viewer_zone()))
    return shown(request.actor, request.area, found, zone=viewer_zone(), moment=now())


def _open_week(request: PersonRequest, monday: date) -> OpenWeek:
    return open_week(_chosen(request), span_of(monday, viewer_zone()), zone=viewer_zone())


def _chosen(request: PersonRequest) -> UUID | None:
    """Return whose calendar it is: one's own in the provider's area, the one asked for, or everybody's."""
    if request.area is Area.PROVIDER:
        own = provider_of_person(request.actor)
        return own.provider_id if own else None
    try:
        return UUID(request.GET["provider"])
    except (KeyError, ValueError):
        return None


def _provider_tabs(request: PersonRequest, monday: date, chosen: UUID | None) -> tuple[Tab, ...]:
    if request.area is Area.PROVIDER:
        return ()
    base = f"{address(request.area, 'calendar')}?week={monday}"
    ones = [
        Tab(one.name, f"{base}&provider={one.provider_id}", is_current=one.provider_id == chosen)
        for one in providers_here(request.actor, states=PRESENT)
    ]
    return (Tab(_("Everybody"), base, is_current=chosen is None), *ones)


def _span_title(monday: date, sunday: date) -> str:
    first = f"{monday:%B} {monday.day}"
    last = f"{sunday.day}" if monday.month == sunday.month else f"{sunday:%B} {sunday.day}"
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _today() -> date:
    return now().astimezone(viewer_zone()).date()
