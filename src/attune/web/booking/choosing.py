"""Choosing a time: anybody may look, and what is chosen is kept until they have signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attune.directory.queries.offered import Offered, offered
from attune.foundation.clock import now
from attune.web.access import person_of, public_page
from attune.web.booking.choice import Choice, keep_choice, kept_choice
from attune.web.booking.page import ChooseTime, Looked, choose_time_page, over_alert, taken_alert, with_alert
from attune.web.booking.times import close_to, day_told, start_told
from attune.web.components.notices import Alert, Tone
from attune.web.directory.zone import zone_of_device
from attune.web.onboarding.visitor import zone_told
from attune.web.public.pages import site_for


@public_page
@require_http_methods(["GET", "POST"])
def choose_time(request: HttpRequest, offering_id: UUID) -> HttpResponseBase:
    """Show an offering's free times, and keep the one that is chosen."""
    moment = now()
    found = offered(offering_id, now=moment)
    if found is None:
        return not_bookable(request)
    if request.method == "POST":
        return _chosen(request, found, moment)
    kept = kept_choice(request)
    if kept is not None and kept.offering_id != offering_id:
        kept = None
    picked = start_told(request.GET.get("starts_at", ""))
    looked = _looked(
        request,
        moment,
        day=day_told(request.GET.get("day", "")),
        chosen=picked or (kept.starts_at if kept else None),
        place=kept.place if kept else "",
    )
    if picked is not None and picked not in found.starts:
        return _taken(request, found, looked, picked, status=200)
    page = choose_time_page(found, looked)
    return _shown(request, with_alert(page, over_alert()) if request.GET.get("held") == "over" else page)


def _chosen(request: HttpRequest, found: Offered, moment: datetime) -> HttpResponseBase:
    place, start = request.POST.get("place", ""), start_told(request.POST.get("starts_at", ""))
    looked = _looked(request, moment, chosen=start, place=place)
    if start is None:
        page = choose_time_page(found, looked)
        alert = Alert(_("No time is chosen yet."), _("Choose one of the free times."), Tone.CAUTION, is_urgent=True)
        return _shown(request, with_alert(page, alert), status=422)
    if start not in found.starts:
        return _taken(request, found, looked, start, status=409)
    response = redirect("confirm_booking") if person_of(request) else redirect(_way_to_an_account())
    keep_choice(response, Choice(found.offering_id, start, place if place in found.places else found.places[0]))
    return response


def _taken(request: HttpRequest, found: Offered, looked: Looked, wanted: datetime, *, status: int) -> HttpResponseBase:
    page = choose_time_page(found, looked, taken=wanted)
    zone = looked.own_zone or ZoneInfo(found.zone)
    alert = taken_alert(wanted, close_to(found.starts, wanted), now=looked.now, zone=zone)
    return _shown(request, with_alert(page, alert), status=status)


def not_bookable(request: HttpRequest) -> HttpResponseBase:
    """Answer that nothing can be booked here, or not any more, and where else to look.

    A page that was open loads itself anew, and then says so.
    """
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
    return TemplateResponse(
        request, "booking/not_bookable.html", {"site": site_for(request), "others": others_address()}, status=404
    )


def others_address() -> str:
    """Return where somebody finds others who can be booked."""
    for name in ("recommendations", "public_therapists", "public_team", "home"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise AssertionError("every edition has a home page")


def _looked(request: HttpRequest, moment: datetime, **asked: Any) -> Looked:
    """Return what is asked, on the clock of the account, else of where they said they will be, else of the device."""
    person = person_of(request)
    told = person.zone if person else zone_told(request)
    own = ZoneInfo(told) if told else zone_of_device(request)
    return Looked(moment, own, device_may_say=not told, **asked)


def _way_to_an_account() -> str:
    return f"{reverse('onboarding_account')}?{urlencode({'next': reverse('confirm_booking')})}"


def _shown(request: HttpRequest, page: ChooseTime, *, status: int = 200) -> HttpResponseBase:
    words = {"site": site_for(request), "page": page}
    return TemplateResponse(request, "booking/choose_time.html", words, status=status)
