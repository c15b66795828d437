"""The one table from what contexts refuse to what a page answers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from attune.foundation.authorization import Actor, NotPermitted
from attune.foundation.tenancy import scope

NOT_FOUND: tuple[type[Exception], ...] = (Http404,)
NOT_ALLOWED: tuple[type[Exception], ...] = (NotPermitted, PermissionDenied)


def refused(request: HttpRequest, actor: Actor, area: str, error: Exception) -> HttpResponseBase:
    """Return the page for a refusal; what is none is raised again.

    A refused permission is written to the trail in a transaction of its own,
    as the one it happened in is rolled back.
    """
    if isinstance(error, NOT_FOUND):
        return render(request, "errors/404.html", status=404)
    if isinstance(error, NOT_ALLOWED):
        return render(request, "errors/403.html", status=403)
    raise error


__all__ = ["NOT_ALLOWED", "NOT_FOUND", "refused", "scope"]
