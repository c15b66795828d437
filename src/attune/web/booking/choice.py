"""The time somebody chose, kept in a signed cookie until it is booked: through signing up and second thoughts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "attune_choice"
KEPT_FOR = timedelta(hours=3)
SALT = "attune.web.booking.choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """An offering and a start, and how they want to meet. Free starts are public: it tells nothing of anybody."""

    offering_id: UUID
    starts_at: datetime
    place: str


def kept_choice(request: HttpRequest) -> Choice | None:
    """Return what was chosen in this browser, if it was lately and nobody changed it."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
        return Choice(UUID(told["offering"]), datetime.fromisoformat(told["starts"]), told["place"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def keep_choice(response: HttpResponseBase, choice: Choice) -> None:
    """Keep a choice in the browser."""
    response.set_cookie(
        COOKIE,
        signed_choice(choice),
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def signed_choice(choice: Choice) -> str:
    """Return what the cookie holds."""
    told = {
        "offering": str(choice.offering_id),
        "starts": choice.starts_at.astimezone(UTC).isoformat(),
        "place": choice.place,
    }
    return signing.dumps(told, salt=SALT)


def forget_choice(response: HttpResponseBase) -> None:
    """Forget what was chosen: it is booked, or given up."""
    response.delete_cookie(COOKIE, samesite="Lax")
