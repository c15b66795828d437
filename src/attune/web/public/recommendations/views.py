"""The page after the questions, for whoever answered them, signed in or not."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from attune.matching.errors import NotEnoughAnswered
from attune.web.access import kept_private, person_of, public_page
from attune.web.onboarding.visitor import claim_if_signed_in, visitor_of
from attune.web.public.pages import site_for
from attune.web.public.recommendations.page import recommendations_page
from attune.workflows.recommend import RecommendedTo, recommend_to, recommending


@public_page
@require_GET
def recommendations(request: HttpRequest) -> HttpResponseBase:
    """Show who fits; who has not answered enough is led to the questions."""
    claim_if_signed_in(request)
    visitor = visitor_of(request)
    if visitor.is_new:
        return redirect("onboarding_start")
    try:
        with recommending(visitor.person_id):
            response = _page(request, recommend_to(visitor.actor))
    except NotEnoughAnswered:
        return redirect("onboarding_start")
    return kept_private(response)


def _page(request: HttpRequest, told: RecommendedTo) -> HttpResponseBase:
    """Return the page on the clock of the account, as all pages that follow are; else of where the patient is."""
    shows_others = request.GET.get("others") == "yes"
    page = recommendations_page(told, shows_others=shows_others, address=reverse("recommendations"))
    response = TemplateResponse(request, "public/recommendations.html", {"site": site_for(request), "page": page})
    person = person_of(request)
    with timezone.override(ZoneInfo(person.zone if person else told.zone)):
        return response.render()
