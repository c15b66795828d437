"""Who a token acts for."""

from datetime import datetime
from uuid import UUID

from ninja import Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.foundation.authorization import Role, authorize
from attune.identity.token_permissions import SEE_SELF
from attune.practices.permissions import SEE_PRACTICE

operations = Operations(tags=["me"])


class PersonAnswer(Schema):
    """A person by name."""

    id: UUID
    name: str


class OwnPracticeAnswer(Schema):
    """A practice by name."""

    id: UUID
    name: str


class MeAnswer(Schema):
    """Who a token acts for; without a practice, for the person in their own care."""

    person: PersonAnswer
    practice: OwnPracticeAnswer | None
    roles: list[Role]
    scopes: list[str]
    token_expires_at: datetime


@operations.offer("GET", "/me", permission=SEE_SELF, answer=MeAnswer)
def read_me(request: ApiRequest) -> MeAnswer:
    """Return who the token acts for, with the roles held now."""
    actor, token = request.call.actor, request.call.token
    if actor.practice_id is not None:
        authorize(actor, SEE_PRACTICE)
    return MeAnswer(
        person=PersonAnswer(id=token.person_id, name=token.person_name),
        practice=OwnPracticeAnswer(id=actor.practice_id, name=token.practice_name) if actor.practice_id else None,
        roles=sorted(token.roles),
        scopes=sorted(token.scopes),
        token_expires_at=token.expires_at,
    )
