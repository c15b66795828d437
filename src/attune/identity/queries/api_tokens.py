"""Tokens as their owners and their practice's overseers see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from attune.foundation import clock
from attune.foundation.authorization import Actor, authorize, every_permission, may
from attune.foundation.policies import policy
from attune.identity.models import ApiToken
from attune.identity.rules.policy import ApiPolicy
from attune.identity.rules.tokens import holds_scope
from attune.identity.token_permissions import OVERSEE_TOKENS, SEE_OWN_TOKENS


@dataclass(frozen=True, slots=True)
class TokenSummary:
    """A token without its text. ``person_name`` is who it acts for."""

    id: UUID
    audience: str
    label: str
    scopes: tuple[str, ...]
    person_id: UUID
    person_name: str
    practice_id: UUID | None
    created_at: datetime
    expires_at: datetime
    last_used_on: date | None
    revoked_at: datetime | None
    is_working: bool


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """A scope somebody may give a token they make."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """An API somebody may make tokens for, and what they may put into them."""

    name: str
    label: str
    scopes: tuple[ScopeChoice, ...]
    life_days_max: int
    tokens_max: int
    tokens_working: int

    @property
    def has_room(self) -> bool:
        """Whether one more token may be made."""
        return self.tokens_working < self.tokens_max


def own_tokens(actor: Actor, *, after: UUID | None = None, limit: int = 100) -> list[TokenSummary]:
    """Return the actor's own tokens where they act now, newest first, ended ones too."""
    authorize(actor, SEE_OWN_TOKENS)
    return _summaries(ApiToken.objects.filter(belongs_to(actor)), after=after, limit=limit)


def practice_tokens(actor: Actor, *, after: UUID | None = None, limit: int = 100) -> list[TokenSummary]:
    """Return everyone's tokens in the actor's practice, newest first, ended ones too."""
    authorize(actor, OVERSEE_TOKENS)
    return _summaries(
        ApiToken.objects.filter(Q(practice_id=actor.practice_id), practice__isnull=False),
        after=after,
        limit=limit,
    )


def own_token(actor: Actor, token_id: UUID) -> TokenSummary | None:
    """Return one of the actor's own tokens."""
    authorize(actor, SEE_OWN_TOKENS)
    found = _summaries(ApiToken.objects.filter(belongs_to(actor), id=token_id), after=None, limit=1)
    return found[0] if found else None


def audience_choices(actor: Actor) -> list[AudienceChoice]:
    """Return the APIs the actor may make tokens for, each with the scopes they may give."""
    held = held_permissions(actor)
    return [
        AudienceChoice(
            name=audience.name,
            label=audience.label,
            scopes=tuple(ScopeChoice(scope.name, scope.label) for scope in audience.scopes if holds_scope(scope, held)),
            life_days_max=audience.life_days_max,
            tokens_max=audience.tokens_per_person_max,
            tokens_working=working_tokens(actor, audience.name).count(),
        )
        for audience in policy(ApiPolicy).audiences
        if audience.holders & actor.roles
    ]


def held_permissions(actor: Actor) -> Collection[str]:
    """Return the names of all the permissions the actor holds."""
    return frozenset(declared.name for declared in every_permission() if may(actor, declared))


def working_tokens(actor: Actor, audience_name: str) -> QuerySet[ApiToken]:
    """Return the actor's tokens for an API that still work."""
    return ApiToken.objects.filter(
        belongs_to(actor), audience=audience_name, revoked_at=None, expires_at__gt=clock.now()
    )


def belongs_to(actor: Actor) -> Q:
    """Return the condition for the actor's own tokens where they act now."""
    return Q(person_id=actor.person_id, practice_id=actor.practice_id)


def _summaries(tokens: "QuerySet[ApiToken]", *, after: UUID | None, limit: int) -> list[TokenSummary]:
    now = clock.now()
    if after is not None:
        tokens = tokens.filter(id__lt=after)
    return [
        TokenSummary(
            id=row.id,
            audience=row.audience,
            label=row.label,
            scopes=tuple(row.scopes),
            person_id=row.person_id,
            person_name=row.person_name,
            practice_id=row.practice_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_on=row.last_used_on,
            revoked_at=row.revoked_at,
            is_working=row.revoked_at is None and row.expires_at > now,
        )
        for row in tokens.annotate(person_name=F("person__name")).order_by("-id")[:limit]
    ]
