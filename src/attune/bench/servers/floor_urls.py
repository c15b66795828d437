"""The edition's addresses and, beside the practice's home, the floor page."""

from importlib import import_module

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path

from attune.web.access import Area, PersonRequest, staff_page
from attune.web.permissions import ENTER_PRACTICE_CONSOLE

edition = import_module(f"attune.editions.{settings.EDITION}.urls")

handler400, handler403 = edition.handler400, edition.handler403
handler404, handler500 = edition.handler404, edition.handler500


def floor(request: PersonRequest) -> HttpResponse:
    """Read one walled row of the person's practice and answer in plain text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM worklist_task WHERE holder_id = %s LIMIT 1", [request.actor.practice_id])
        row = cursor.fetchone()
    return HttpResponse(f"{request.person.name}: {row}\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [*edition.urlpatterns]
place = next(at for at, one in enumerate(urlpatterns) if getattr(one, "name", "") == "practice_home")
# Resolving an address takes as long as the practice's home page's does.
urlpatterns.insert(
    place, path("bench/floor", staff_page(Area.PRACTICE, ENTER_PRACTICE_CONSOLE)(floor), name="bench_floor")
)
