"""The practice a token is bound to."""

from uuid import UUID

from ninja import Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.practices.permissions import SEE_PRACTICE
from attune.practices.queries.profile import own_practice

operations = Operations(tags=["practice"])


class PracticeAnswer(Schema):
    """A practice's entry in the registry. ``zone`` is an IANA name."""

    id: UUID
    name: str
    slug: str
    zone: str
    kind: str
    state: str


@operations.offer("GET", "/practice", permission=SEE_PRACTICE, answer=PracticeAnswer)
def read_practice(request: ApiRequest) -> PracticeAnswer:
    """Return the practice the token is bound to."""
    return PracticeAnswer.model_validate(own_practice(request.call.actor))
