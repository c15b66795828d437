"""One log line and one count for each request, by route and never by address."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from attune.foundation.observability.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.get_logger("attune.requests")

QUIET_ROUTES = frozenset({"healthz", "readyz", "metrics"})


class RequestLogMiddleware:
    """Counts and logs each request after it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note route, status and time."""
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route = request.resolver_match.route if request.resolver_match else "unresolved"
        REQUESTS.labels(route, request.method or "", str(response.status_code)).inc()
        REQUEST_SECONDS.labels(route).observe(seconds)
        if route not in QUIET_ROUTES:
            log.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                milliseconds=round(seconds * 1000, 1),
            )
        return response
