"""What happens around every page: the session, the person, the zone, the headers, the access rule."""

from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from attune.foundation.observability.correlation import current_request_id
from attune.identity.rules.addresses import client_address
from attune.identity.rules.browsers import browser_name
from attune.identity.sessions import SessionStore, user_of

Handler = Callable[[HttpRequest], HttpResponse]


def content_security_policy(
    *, scripts: Iterable[str] = (), connections: Iterable[str] = (), frames: Iterable[str] = ()
) -> str:
    """Return the policy that holds for every page, with the few sources in it that one page may name besides."""
    directives = [
        "default-src 'none'",
        " ".join(("script-src 'self'", *scripts)),
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        " ".join(("connect-src 'self'", *connections)),
        "media-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    if frames:
        directives.append(" ".join(("frame-src", *frames)))
    return "; ".join(directives)


CONTENT_SECURITY_POLICY = content_security_policy()
PERMISSIONS_POLICY = "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=()"


class BrowserSessionMiddleware(SessionMiddleware):
    """Gives the request its session, lazily; it is read only if somebody asks."""

    def process_request(self, request: HttpRequest) -> None:
        """Attach the session and what the list of own sessions shows."""
        super().process_request(request)
        session = request.session
        assert isinstance(session, SessionStore)
        session.browser = browser_name(request.headers.get("User-Agent", ""))
        session.address = address_of(request)
        session.is_passive = request.headers.get("X-Attune-Passive") == "true"


class PersonMiddleware:
    """Puts ``person`` (SignedIn or None) and Django's ``user`` on the request, without a query of its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the person known and times in their zone."""
        session = request.session
        assert isinstance(session, SessionStore)

        def user() -> Any:
            person = session.person
            return user_of(person) if person else AnonymousUser()

        request.user = SimpleLazyObject(user)  # type: ignore[assignment]  # it is the user once it is looked at
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class SecurityHeadersMiddleware:
    """Adds the headers that hold for every answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the strict policy and the request's id."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers["X-Request-Id"] = str(current_request_id())
        return response


class AccessMiddleware:
    """Refuses a view that does not say who may open it: denied unless declared."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the rule is in process_view."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Raise ImproperlyConfigured for a view without an access declaration."""
        if getattr(view, "access", None) is None:
            name = f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"
            raise ImproperlyConfigured(f"{name} does not declare who may open it. See attune.web.access.")


def address_of(request: HttpRequest) -> str | None:
    """Return the client's IP address, believing only the proxies the settings count."""
    return client_address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        trusted_proxies=settings.TRUSTED_PROXIES,
    )


def activate_zone(name: str) -> None:
    """Show times in a zone (IANA name) for the rest of the request."""
    timezone.activate(ZoneInfo(name))
