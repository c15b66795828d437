"""Making an API token; its text is told once, to who made it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from attune.audit.actions.record import record
from attune.foundation import clock
from attune.foundation.authorization import Actor, NotPermitted, authorize
from attune.foundation.policies import policy
from attune.identity.errors import NoSuchToken, TokenMadeAlready, TooManyTokens
from attune.identity.models import ApiToken, Membership, User
from attune.identity.queries.api_tokens import (
    TokenSummary,
    belongs_to,
    held_permissions,
    own_token,
    working_tokens,
)
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.identity.rules.tokens import (
    DIGITS,
    RANDOM_LENGTH,
    Bounds,
    expiry_within,
    offered_audience,
    scopes_within,
    token_hash,
    token_text,
)
from attune.identity.token_permissions import CREATE_OWN_TOKEN
from attune.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made. ``text`` is known now and never again."""

    summary: TokenSummary
    text: str


@transaction.atomic
def create_api_token(
    actor: Actor,
    *,
    audience: str,
    label: str,
    scopes: Collection[str],
    expires_at: datetime,
    made_with: UUID | None = None,
    token_id: UUID | None = None,
) -> NewToken:
    """Make a token for the actor, in the practice they act in or in their own care, inside a scope there.

    ``made_with`` is the token by which the request came, if one did: the new one
    carries no more scopes, does not outlive it, and is revoked with it. With a
    ``token_id`` chosen by the caller the same order cannot make two.
    Raises TokenRefused (one of its kinds), or NoSuchToken for a token that has ended.
    """
    authorize(actor, CREATE_OWN_TOKEN)
    now, offer = clock.now(), offered_audience(policy(ApiPolicy), audience, actor.roles)
    assert actor.person_id is not None, "a token acts for a person"
    bounds = _bounds(actor, made_with)
    carried = scopes_within(offer, scopes, held_permissions=held_permissions(actor), bounds=bounds)
    ends = expiry_within(offer, expires_at, now=now, bounds=bounds)
    _require_room(actor, offer)
    if token_id is not None and ApiToken.objects.filter(id=token_id).exists():
        raise TokenMadeAlready
    text = token_text(offer.name, "".join(secrets.choice(DIGITS) for _ in range(RANDOM_LENGTH)))
    made = ApiToken.objects.create(
        id=token_id or new_id(),
        token_hash=token_hash(text),
        audience=offer.name,
        scopes=list(carried),
        label=label,
        person_id=actor.person_id,
        practice_id=actor.practice_id,
        membership=_membership(actor),
        made_with_id=made_with,
        created_at=now,
        expires_at=ends,
    )
    record(actor, "identity.token.created", object_kind="api_token", object_id=made.id)
    summary = own_token(actor, made.id)
    assert summary is not None
    return NewToken(summary, text)


def _bounds(actor: Actor, made_with: UUID | None) -> Bounds | None:
    """Return what the presented token allows; it is locked, so that it cannot be revoked meanwhile."""
    if made_with is None:
        return None
    parent = ApiToken.objects.select_for_update().filter(belongs_to(actor), id=made_with, revoked_at=None).first()
    if parent is None:
        raise NoSuchToken(made_with)
    return Bounds(frozenset(parent.scopes), parent.expires_at)


def _require_room(actor: Actor, offer: Audience) -> None:
    """Raise TooManyTokens; the person's row is locked, so that two requests cannot take the last place."""
    User.objects.select_for_update(no_key=True).filter(Q(id=actor.person_id)).first()
    if working_tokens(actor, offer.name).count() >= offer.tokens_per_person_max:
        raise TooManyTokens(offer.tokens_per_person_max)


def _membership(actor: Actor) -> Membership | None:
    if actor.practice_id is None:
        return None
    found = Membership.objects.filter(Q(practice_id=actor.practice_id, user_id=actor.person_id), ended_at=None).first()
    if found is None:
        # It ended since the request began: whatever the actor could do, they no longer can.
        raise NotPermitted(CREATE_OWN_TOKEN.name)
    return found
