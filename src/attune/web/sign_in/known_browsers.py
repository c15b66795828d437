"""Which people have signed in with this browser before, kept in a signed cookie of the browser itself."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "attune_known"
SALT = "attune.known-browsers"
PEOPLE_MAX = 8
AGE_SECONDS = 400 * 24 * 3600


def is_known(request: HttpRequest, person_id: UUID) -> bool:
    """Return whether this browser has signed the person in before."""
    return _mark(person_id) in _marks(request)


def remember(request: HttpRequest, response: HttpResponseBase, person_id: UUID) -> None:
    """Let the browser remember that the person signed in with it."""
    mark = _mark(person_id)
    marks = [mark, *(other for other in _marks(request) if other != mark)][:PEOPLE_MAX]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=SALT),
        max_age=AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE_SECONDS)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in marks]


def _mark(person_id: UUID) -> str:
    return hashlib.sha256(b"known browser" + person_id.bytes).hexdigest()[:24]
