"""One id that ties a request to everything it causes: log lines, audit rows, jobs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from attune.kernel.identifiers import new_id

_current: ContextVar[UUID | None] = ContextVar("attune_request_id", default=None)


def current_request_id() -> UUID:
    """Return the id of the request or job that runs now; outside of both, a fresh one."""
    return _current.get() or new_id()


@contextmanager
def correlated(request_id: UUID | None = None) -> Iterator[UUID]:
    """Let everything inside carry one id: the given one, or a new one."""
    chosen = request_id or new_id()
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)


def told_id(text: str | None) -> UUID | None:
    """Return an id a caller sent along, if it is a UUID; anything else is not repeated in our logs."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


class CorrelationMiddleware:
    """Gives each request its id, taken from ``X-Request-Id`` where that is a UUID."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under one id."""
        with correlated(told_id(request.headers.get("X-Request-Id"))):
            return self.get_response(request)
