"""Addresses for machines: alive, ready, metrics."""

import hmac

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from attune.foundation.edition import EditionError, require_own_edition
from attune.foundation.observability.metrics import exposition
from attune.web.access import system_page


@system_page
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; asks nobody."""
    return HttpResponse("alive\n", content_type="text/plain")


@system_page
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether requests can be served: the database is there and this edition's; else 503 and what lacks."""
    try:
        record = require_own_edition()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM procrastinate_jobs LIMIT 1")
    except EditionError:
        return JsonResponse({"ready": False, "missing": "a database of this edition"}, status=503)
    except Error:
        return JsonResponse({"ready": False, "missing": "the database"}, status=503)
    return JsonResponse({"ready": True, "edition": record.edition})


@system_page
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the metrics to whoever holds the token; without a token set there is nothing here."""
    expected = settings.METRICS_TOKEN
    told = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not expected or not hmac.compare_digest(told.encode(), expected.encode()):
        raise Http404
    body, content_type = exposition()
    return HttpResponse(body, content_type=content_type)
