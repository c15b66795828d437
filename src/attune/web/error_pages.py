"""The pages for what went wrong: exact, with a way on, and the same for "not yours" and "not there"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that cannot be read (400)."""
    return render(request, "errors/400.html", status=400)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an area the person has no part in (403)."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what is not there, or not theirs (404)."""
    return render(request, "errors/404.html", status=404)


def conflict(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what someone else changed in the meantime (409)."""
    return render(request, "errors/409.html", status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours (500); no context processor runs, since one may be the fault."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the page for the minutes in which the service is down on purpose (503)."""
    answer = render(request, "errors/503.html", status=503)
    answer["Retry-After"] = "120"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was open too long or came from elsewhere (403)."""
    return render(request, "errors/csrf.html", status=403)
