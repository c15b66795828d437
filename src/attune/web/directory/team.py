"""The clinic's team: who works here."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from attune.directory.queries.profiles import team
from attune.foundation.clock import now
from attune.practices.queries.registry import the_practice
from attune.web.access import public_page
from attune.web.components.formatting import zone_name
from attune.web.directory.cards import card_of
from attune.web.directory.zone import zone_of_viewer
from attune.web.public.pages import site_for


@public_page
@require_safe
def our_team(request: HttpRequest) -> HttpResponseBase:
    """Show everybody of the clinic who may practise today."""
    moment, zone, practice = now(), zone_of_viewer(request), the_practice()
    found = team(practice.practice_id, now=moment) if practice else ()
    told = {
        "site": site_for(request),
        "practice_name": practice.name if practice else "",
        "cards": [card_of(one, zone=zone) for one in found],
        "zone": zone_name(zone, at=moment),
        "zone_key": zone.key,
    }
    return TemplateResponse(request, "public/team.html", told)
