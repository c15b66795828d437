"""The page about hours: the week, dates that differ, times off, and what patients will see of it."""

from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from attune.credentialing.queries.providers import ProviderFacts, provider, provider_of_person
from attune.foundation.clock import now
from attune.scheduling.actions.set_override import remove_override, set_override
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.actions.time_off import add_time_off, remove_time_off
from attune.scheduling.errors import HoursRefused, NoSuchTimeOff
from attune.scheduling.queries.hours import availability_of, times_off_of
from attune.scheduling.queries.offerings import OfferingFacts, offerings
from attune.scheduling.queries.open_slots import slots_with
from attune.scheduling.rules.hours import local_today
from attune.web.access import Area, PersonRequest
from attune.web.components.navigation import place_label
from attune.web.hours.forms import DateForm, TimeOffForm
from attune.web.hours.pages import (
    HoursPage,
    address,
    choices_of,
    kept_dates,
    kept_times_off,
    zone_words,
)
from attune.web.hours.preview import Preview, preview_of, previewed
from attune.web.hours.week_form import Week, kept_week, typed_week, with_refusal
from attune.web.hours.wording import hours_sentence
from attune.web.shells import shell_for

SAVE = "save-week"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is shown as it was typed, in the place of what is kept."""

    week: Week | None = None
    date_form: DateForm | None = None
    off_form: TimeOffForm | None = None
    is_refused: bool = False


@require_http_methods(["GET", "POST"])
def hours(request: PersonRequest, provider_id: UUID | None = None) -> HttpResponseBase:
    """Show and change when somebody works: oneself, or whoever is named."""
    whose = provider_of_person(request.actor) if provider_id is None else provider(request.actor, provider_id)
    if whose is None:
        return TemplateResponse(request, "hours/none.html", {"shell": shell_for(request)})
    if request.method == "GET":
        return _page(request, whose, Typed())
    match request.POST.get("do", SAVE):
        case "add-date":
            return _add_date(request, whose)
        case "remove-date":
            return _remove_date(request, whose)
        case "add-time-off":
            return _add_time_off(request, whose)
        case "remove-time-off":
            return _remove_time_off(request, whose)
        case pressed:
            return _week(request, whose, pressed)


@require_POST
def preview(request: PersonRequest, provider_id: UUID | None = None) -> HttpResponseBase:
    """Show what patients would see, were the week as it is typed."""
    whose = provider_of_person(request.actor) if provider_id is None else provider(request.actor, provider_id)
    if whose is None:
        return HttpResponse(status=204)
    offered = offerings(request.actor, provider_id=whose.provider_id)
    shown = _preview(request, whose, offered, typed_week(request.POST).checked([one.offering_id for one in offered]))
    return TemplateResponse(request, "hours/preview.html", {"preview": shown})


def _week(request: PersonRequest, whose: ProviderFacts, pressed: str) -> HttpResponseBase:
    typed = typed_week(request.POST)
    if pressed != SAVE:
        return _page(request, whose, Typed(week=typed.changed(pressed, dict(request.POST.lists()))))
    offered = offerings(request.actor, provider_id=whose.provider_id)
    week = typed.checked([one.offering_id for one in offered])
    if week.is_wrong:
        return _page(request, whose, Typed(week=week, is_refused=True))
    try:
        set_weekly_hours(request.actor, provider_id=whose.provider_id, hours=week.hours())
    except HoursRefused as refusal:
        return _page(request, whose, Typed(week=with_refusal(week, refusal), is_refused=True))
    messages.success(request, _("Your week is saved.") if _is_own(request, whose) else _("The week is saved."))
    return _back(request, whose)


def _add_date(request: PersonRequest, whose: ProviderFacts) -> HttpResponseBase:
    form = DateForm(request.POST)
    if form.is_valid():
        on_date = form.cleaned_data["on_date"]
        try:
            set_override(request.actor, provider_id=whose.provider_id, on_date=on_date, hours=form.hours())
        except HoursRefused as refusal:
            form.add_error(_date_field(form, refusal), hours_sentence(refusal))
        else:
            messages.success(request, _("The date is saved."))
            return _back(request, whose)
    return _page(request, whose, Typed(date_form=form, is_refused=True))


def _remove_date(request: PersonRequest, whose: ProviderFacts) -> HttpResponseBase:
    form = DateForm({"date-on_date": request.POST.get("date", ""), "date-what": "closed"})
    if form.is_valid():
        remove_override(request.actor, provider_id=whose.provider_id, on_date=form.cleaned_data["on_date"])
        messages.success(request, _("The week’s hours hold on that date again."))
    return _back(request, whose)


def _add_time_off(request: PersonRequest, whose: ProviderFacts) -> HttpResponseBase:
    form = TimeOffForm(request.POST)
    if form.is_valid():
        try:
            add_time_off(request.actor, provider_id=whose.provider_id, off=form.off())
        except HoursRefused as refusal:
            form.add_error(_off_field(form, refusal), hours_sentence(refusal))
        else:
            messages.success(request, _("Time off saved. Sessions that are booked then stay: move or cancel them."))
            return _back(request, whose)
    return _page(request, whose, Typed(off_form=form, is_refused=True))


def _remove_time_off(request: PersonRequest, whose: ProviderFacts) -> HttpResponseBase:
    try:
        time_off_id = UUID(request.POST.get("time_off", ""))
    except ValueError:
        return _back(request, whose)
    if time_off_id not in {one.time_off_id for one in times_off_of(whose.provider_id)}:
        raise NoSuchTimeOff(time_off_id)
    remove_time_off(request.actor, time_off_id=time_off_id)
    messages.success(request, _("Time off removed."))
    return _back(request, whose)


def _date_field(form: DateForm, refusal: HoursRefused) -> str:
    """Return the field a refusal is about: the one with its time, else the first hours, else the date."""
    told = form.cleaned_data
    at = getattr(refusal, "at", None)
    if at is not None:
        return next((name for name in ("opens", "closes", "opens_again", "closes_again") if told[name] == at), "opens")
    closes = getattr(refusal, "closes", None)
    if closes is not None:
        return "closes" if told["closes"] == closes else "closes_again"
    return "opens_again" if hasattr(refusal, "second") else "on_date"


def _off_field(form: TimeOffForm, refusal: HoursRefused) -> str:
    at = getattr(refusal, "at", None)
    if at is None:
        return "last_day"
    return "from_time" if form.cleaned_data["from_time"] == at else "until_time"


def _page(request: PersonRequest, whose: ProviderFacts, typed: Typed) -> HttpResponse:
    availability, offered = availability_of(whose.provider_id), offerings(request.actor, provider_id=whose.provider_id)
    week = typed.week or kept_week(availability.weekly)
    url = address(request.area, whose.provider_id)
    chosen = _chosen(request, offered)
    page = HoursPage(
        title=_("Hours") if _is_own(request, whose) else _("Hours of %(name)s") % {"name": whose.name},
        told=_("On the clock of %(place)s. Patients see their own.") % {"place": zone_words(availability.zone)},
        zone=zone_words(availability.zone),
        week=week,
        dates=kept_dates(availability.overrides, today=local_today(now(), availability.zone)),
        times_off=kept_times_off(times_off_of(whose.provider_id)),
        choices=choices_of(offered),
        previewed=str(chosen.offering_id) if chosen else "",
        preview=_preview(request, whose, offered, week),
        url=url,
        preview_url=address(request.area, whose.provider_id, "hours_preview"),
        offerings_url=reverse("practice_offerings" if request.area is Area.PRACTICE else "provider_offerings"),
        back_url=reverse("practice_offerings") if request.area is Area.PRACTICE else "",
        back_label=place_label(Area.PRACTICE, "practice_offerings", edition=settings.EDITION),
        is_unsaved=typed.week is not None and not typed.is_refused,
    )
    forms = {"date_form": typed.date_form or DateForm(), "off_form": typed.off_form or TimeOffForm()}
    context = {"shell": shell_for(request), "page": page, **forms}
    return TemplateResponse(request, "hours/page.html", context, status=422 if typed.is_refused else 200)


def _preview(request: PersonRequest, whose: ProviderFacts, offered: tuple[OfferingFacts, ...], week: Week) -> Preview:
    zone, chosen, moment = ZoneInfo(whose.zone), _chosen(request, offered), now()
    if chosen is None:
        empty = preview_of("", [], now=moment, zone=zone)
        return replace(empty, days=(), why_empty=_("Nothing can be booked yet. Say what you offer first."))
    if week.is_wrong:
        empty = preview_of(chosen.terms.name, [], now=moment, zone=zone)
        return replace(empty, days=(), why_empty=_("Mend what is marked in the week to see this."))
    slots = slots_with(whose.provider_id, chosen.offering_id, previewed(moment), weekly=week.hours())
    return preview_of(chosen.terms.name, slots, now=moment, zone=zone)


def _chosen(request: PersonRequest, offered: tuple[OfferingFacts, ...]) -> OfferingFacts | None:
    wanted = request.POST.get("preview") or request.GET.get("preview", "")
    return next((one for one in offered if str(one.offering_id) == wanted), offered[0] if offered else None)


def _is_own(request: PersonRequest, whose: ProviderFacts) -> bool:
    return whose.person_id == request.actor.person_id


def _back(request: PersonRequest, whose: ProviderFacts) -> HttpResponse:
    return redirect(address(request.area, whose.provider_id))
