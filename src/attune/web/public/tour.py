"""What to try, where the demonstration says so; elsewhere there is no such page."""

import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from attune.web.access import public_page
from attune.web.public.pages import site_for


@public_page
@require_GET
def tour(request: HttpRequest) -> HttpResponseBase:
    """Show what to try, role by role."""
    path = Path(settings.TOUR_FILE) if settings.TOUR_FILE else None
    if path is None or not path.is_file():
        raise Http404
    return render(request, "public/tour.html", {"site": site_for(request), "roles": json.loads(path.read_text())})
