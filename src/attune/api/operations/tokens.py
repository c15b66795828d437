"""One's own API tokens."""

from datetime import date, datetime
from http import HTTPStatus
from uuid import UUID

from ninja import Field, Query, Schema
from pydantic import AwareDatetime

from attune.api.operations.fields import Label, ScopeName
from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.api.shared.pages import PageQuery, page_of
from attune.identity.actions.create_api_token import create_api_token
from attune.identity.actions.revoke_api_token import revoke_api_token
from attune.identity.queries.api_tokens import TokenSummary, own_tokens
from attune.identity.token_permissions import CREATE_OWN_TOKEN, REVOKE_OWN_TOKEN, SEE_OWN_TOKENS

operations = Operations(tags=["tokens"])


class TokenAnswer(Schema):
    """A token without its text. ``last_used_on`` is a day in UTC."""

    id: UUID
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_on: date | None
    revoked_at: datetime | None
    is_working: bool


class NewTokenAnswer(TokenAnswer):
    """A token just made. ``token`` is its text, told this once."""

    token: str


class TokenPage(Schema):
    """Some of one's own tokens, newest first."""

    items: list[TokenAnswer]
    next_cursor: str | None


class TokenOrder(Schema):
    """What the new token is for. It carries no more, and lives no longer, than the one that asks for it."""

    label: Label = Field(description="What it is for, as its owner will recognize it.")
    expires_at: AwareDatetime
    scopes: list[ScopeName] = Field(default_factory=list, max_length=30)


@operations.offer("GET", "/tokens", permission=SEE_OWN_TOKENS, answer=TokenPage)
def list_tokens(request: ApiRequest, page: Query[PageQuery]) -> TokenPage:
    """Return one's own tokens in this practice, newest first, ended ones too."""
    call = request.call
    found = page_of(call, page, of="tokens", rows=lambda after, limit: own_tokens(call.actor, after=after, limit=limit))
    return TokenPage(items=[_told(row) for row in found.rows], next_cursor=found.next_cursor)


@operations.offer(
    "POST",
    "/tokens",
    permission=CREATE_OWN_TOKEN,
    answer=NewTokenAnswer,
    status=HTTPStatus.CREATED,
    may_conflict=True,
)
def create_token(request: ApiRequest, order: TokenOrder) -> NewTokenAnswer:
    """Make a token for this API; revoking the one that asks for it revokes both."""
    call = request.call
    made = create_api_token(
        call.actor,
        audience=call.token.audience.name,
        label=order.label.strip(),
        scopes=order.scopes,
        expires_at=order.expires_at,
        made_with=call.token.id,
    )
    return NewTokenAnswer(token=made.text, **_told(made.summary).model_dump())


@operations.offer(
    "DELETE",
    "/tokens/{token_id}",
    permission=REVOKE_OWN_TOKEN,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
    may_be_missing=True,
)
def revoke_token(request: ApiRequest, token_id: UUID) -> None:
    """End a token at once, and those made with it; a second time changes nothing."""
    revoke_api_token(request.call.actor, token_id=token_id)


def _told(summary: TokenSummary) -> TokenAnswer:
    return TokenAnswer.model_validate(summary)
