"""The marketplace's directory: search, profiles, and the map of addresses for search engines."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from attune.directory.errors import NoSuchListing
from attune.directory.queries.profiles import profile, public_addresses
from attune.foundation.clock import now
from attune.web.access import public_page
from attune.web.components.formatting import zone_name
from attune.web.directory.asked import address_of, asked_in
from attune.web.directory.cards import profile_page
from attune.web.directory.search_page import search_page
from attune.web.directory.structured import structured_profile
from attune.web.directory.zone import zone_of_viewer
from attune.web.error_pages import not_found
from attune.web.public.pages import site_for


@public_page
@require_safe
def therapists(request: HttpRequest) -> HttpResponseBase:
    """Show who can be booked and meets what the address asks; a partial's request gets the results alone."""
    asked = asked_in(request.GET, zone=zone_of_viewer(request))
    page = search_page(asked, now=now())
    is_partial = request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    template = "public/therapists_found.html" if is_partial else "public/therapists.html"
    response = TemplateResponse(request, template, {"site": site_for(request), "page": page})
    patch_vary_headers(response, ("HX-Request", "Cookie"))
    if is_partial:
        response.headers["HX-Push-Url"] = f"{reverse('public_therapists')}{address_of(asked)}"
    return response


@public_page
@require_safe
def therapist(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show one provider's profile with their next free times; who cannot be booked any more is not there."""
    moment, zone = now(), zone_of_viewer(request)
    try:
        found = profile(slug, now=moment)
    except NoSuchListing as error:
        return not_found(request, error)
    address = request.build_absolute_uri(reverse("public_therapist", args=[slug]))
    told = {
        "site": site_for(request),
        "page": profile_page(found, zone=zone),
        "zone": zone_name(zone, at=moment),
        "zone_key": zone.key,
        "structured": structured_profile(found, url=address),
        "address": address,
    }
    return TemplateResponse(request, "public/therapist.html", told)


@public_page
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Tell search engines every public profile."""
    addresses = [
        (request.build_absolute_uri(reverse("public_therapist", args=[slug])), published_at)
        for slug, published_at in public_addresses(now=now())
    ]
    told = {"directory": request.build_absolute_uri(reverse("public_therapists")), "addresses": addresses}
    return render(request, "public/sitemap.xml", told, content_type="application/xml")
