"""From the Authorization header to a token that works, or one and the same refusal."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from attune.api.shared.call import Call
from attune.api.shared.errors import NotAuthenticated
from attune.foundation.authorization import Actor
from attune.foundation.observability.correlation import current_request_id
from attune.identity.queries.presented_token import PresentedToken, presented_token

SCHEME = "bearer"


class ApiToken(HttpBearer):
    """How the documents describe signing in. The door has checked the token before ninja asks."""

    openapi_description = "A token made on the page of API tokens: attune_…"

    def __call__(self, request: HttpRequest) -> Call | None:
        """Return the call the door admitted; without one ninja refuses."""
        return getattr(request, "call", None)

    def authenticate(self, request: HttpRequest, _token: str) -> Call | None:
        """Return what ``__call__`` does: a token alone admits nobody."""
        return self(request)


def authenticated(request: HttpRequest, audience_name: str) -> PresentedToken:
    """Return the request's token if it works for this audience. Raises NotAuthenticated.

    Whatever a wrong token is, it is hashed and looked up once, and answered alike.
    """
    scheme, _, text = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != SCHEME or not text:
        raise NotAuthenticated(was_presented=False)
    token = presented_token(text.strip(), audience_name=audience_name)
    if token is None:
        raise NotAuthenticated(was_presented=True)
    return token


def actor_of(token: PresentedToken) -> Actor:
    """Return the person a token acts for, with the roles held at this moment."""
    return Actor(
        token.person_id,
        token.practice_id,
        token.roles,
        request_id=current_request_id(),
    )
