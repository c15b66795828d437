"""The pages anyone may open."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from attune.foundation.policies import policy
from attune.practices.queries.registry import the_practice
from attune.practices.rules.policy import Founding, TenancyPolicy
from attune.web.access import Area, person_of, public_page
from attune.web.components.navigation import navigation
from attune.web.components.notices import Crisis, CrisisWay
from attune.web.components.shell import Brand, PublicSite

HELP = Crisis(
    gettext_lazy("Talk to a person now"),
    gettext_lazy(
        "These lines are free, confidential and open at any hour. You do not need to be sure that it is bad enough."
    ),
    (
        CrisisWay(gettext_lazy("Call 988"), gettext_lazy("Suicide and Crisis Lifeline"), "tel:988", "phone"),
        CrisisWay(gettext_lazy("Text 988"), gettext_lazy("The same people, in writing"), "sms:988", "message"),
        CrisisWay(gettext_lazy("Text HOME to 741741"), gettext_lazy("Crisis Text Line"), "sms:741741", "message"),
        CrisisWay(
            gettext_lazy("Call 1-800-799-7233"),
            gettext_lazy("National Domestic Violence Hotline"),
            "tel:18007997233",
            "phone",
        ),
        CrisisWay(gettext_lazy("Call 911"), gettext_lazy("If someone is in danger this minute"), "tel:911", "alert"),
    ),
)


@public_page
@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the edition's own start page."""
    is_one = policy(TenancyPolicy).founding is Founding.AT_INSTALL
    founded = the_practice() if is_one else None
    words = {
        "site": site_for(request),
        "practice_name": founded.name if founded else "",
        "tour_url": reverse("tour") if settings.TOUR_FILE else "",
    }
    return render(request, "home.html", words)


@public_page
@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    """Show whom to call or write to now."""
    return render(request, "public/help_now.html", {"site": site_for(request), "crisis": HELP})


@public_page
@require_GET
def still_here(request: HttpRequest) -> HttpResponse:
    """Let an open page load itself anew, because what its person may do has changed."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true", "Cache-Control": "no-store"})


def site_for(request: HttpRequest) -> PublicSite:
    """Return the frame of public pages."""
    is_signed_in = person_of(request) is not None
    return PublicSite(
        brand=Brand(edition=settings.EDITION),
        navigation=navigation(Area.PUBLIC, edition=settings.EDITION, path=request.path),
        sign_in_url="" if is_signed_in else reverse("account_login"),
        home_url=reverse("home_of_person") if is_signed_in else "",
    )
