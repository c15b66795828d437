"""Who works in the practice."""

from datetime import datetime
from uuid import UUID

from ninja import Query, Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.api.shared.pages import PageQuery, page_of
from attune.foundation.authorization import Role
from attune.identity.member_permissions import SEE_MEMBERS
from attune.identity.queries.members import member, members

operations = Operations(tags=["members"])


class MemberAnswer(Schema):
    """A membership, with the roles held now. ``ended_at`` is null while it lasts."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    roles: list[Role]
    started_at: datetime
    ended_at: datetime | None


class MemberPage(Schema):
    """Some of the practice's memberships, oldest first."""

    items: list[MemberAnswer]
    next_cursor: str | None


@operations.offer("GET", "/members", permission=SEE_MEMBERS, answer=MemberPage)
def list_members(request: ApiRequest, page: Query[PageQuery]) -> MemberPage:
    """Return the practice's memberships, oldest first, ended ones too."""
    call = request.call
    found = page_of(call, page, of="members", rows=lambda after, limit: members(call.actor, after=after, limit=limit))
    return MemberPage(items=[MemberAnswer.model_validate(row) for row in found.rows], next_cursor=found.next_cursor)


@operations.offer("GET", "/members/{member_id}", permission=SEE_MEMBERS, answer=MemberAnswer, may_be_missing=True)
def read_member(request: ApiRequest, member_id: UUID) -> MemberAnswer:
    """Return one membership of the practice."""
    return MemberAnswer.model_validate(member(request.call.actor, member_id))
