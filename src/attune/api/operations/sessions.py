"""Where somebody is signed in."""

from datetime import datetime

from ninja import Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.identity.queries.own_sessions import sessions_of_actor
from attune.identity.token_permissions import SEE_OWN_SESSIONS

operations = Operations(tags=["sessions"])


class SessionAnswer(Schema):
    """A browser somebody is signed in with. ``reference`` tells sessions apart and opens nothing."""

    reference: str
    browser: str
    address: str | None
    started_at: datetime
    last_seen_at: datetime


class SessionList(Schema):
    """One's own sessions, the one last seen first."""

    items: list[SessionAnswer]


@operations.offer("GET", "/sessions", permission=SEE_OWN_SESSIONS, answer=SessionList)
def list_sessions(request: ApiRequest) -> SessionList:
    """Return the browsers one is signed in with, the one last seen first."""
    found = sessions_of_actor(request.call.actor)
    return SessionList(items=[SessionAnswer.model_validate(row) for row in found])
