"""Tokens as their owners, their practice's overseers and the APIs see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, Func, OuterRef, Q, QuerySet

from attune.foundation import clock
from attune.foundation.authorization import Actor, Role, authorize, every_permission, may
from attune.foundation.policies import policy
from attune.identity.models import ApiToken, Grant
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.identity.rules.tokens import holds_scope, token_hash
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


@dataclass(frozen=True, slots=True)
class PresentedToken:
    """A working token, with the roles its person holds at this moment."""

    id: UUID
    audience: Audience
    scopes: frozenset[str]
    person_id: UUID
    person_name: str
    practice_id: UUID | None
    roles: frozenset[Role]
    expires_at: datetime
    last_used_on: date | None
    seen_at: datetime

    @property
    def holder_id(self) -> UUID:
        """The practice it is bound to, else the person."""
        return self.practice_id or self.person_id


class DatabaseNow(Func):
    """``app.now()``: real time, or the moved clock's."""

    function = "app.now"
    arity = 0
    output_field = DateTimeField()


def presented_token(text: str, *, audience_name: str) -> PresentedToken | None:
    """Return the token with this text if it works for this audience at this moment, by one query.

    None for every other text, whatever is wrong: unknown, revoked, expired, made
    for another audience, its person locked out, the membership or every fitting
    role ended, the practice closed. Needs no scope.
    """
    at = DatabaseNow()
    row = (
        ApiToken.objects.filter(Q(token_hash=token_hash(text)) & _is_working(at))
        .annotate(
            seen_at=at,
            person_name=F("person__name"),
            held=ArraySubquery(
                Grant.objects.filter(
                    Q(ends_at=None) | Q(ends_at__gt=at),
                    membership_id=OuterRef("membership_id"),
                    starts_at__lte=at,
                ).values("role")
            ),
        )
        .first()
    )
    if row is None or row.audience != audience_name:
        return None
    audience = policy(ApiPolicy).audience(audience_name)
    roles = frozenset(map(Role, row.held)) if row.membership_id else frozenset({Role.PATIENT})
    if audience is None or not roles & audience.holders:
        return None
    return PresentedToken(
        id=row.id,
        audience=audience,
        scopes=frozenset(row.scopes),
        person_id=row.person_id,
        person_name=row.person_name,
        practice_id=row.practice_id,
        roles=roles,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
        seen_at=row.seen_at,
    )


def note_use(token: PresentedToken) -> None:
    """Remember the day (UTC) a token was used; writes once a day."""
    if token.last_used_on != token.seen_at.date():
        ApiToken.objects.filter(id=token.id).update(last_used_on=token.seen_at.date())


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


def _is_working(at: DatabaseNow) -> Q:
    in_own_care = Q(membership=None)
    in_practice = (
        Q(membership__practice=F("practice"), membership__user=F("person"), membership__started_at__lte=at)
        & (Q(membership__ended_at=None) | Q(membership__ended_at__gt=at))
        & ~Q(practice__state="closed")
    )
    return Q(revoked_at=None, expires_at__gt=at, person__is_active=True) & (in_own_care | in_practice)


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
            person_name=row.person.name,
            practice_id=row.practice_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_on=row.last_used_on,
            revoked_at=row.revoked_at,
            is_working=row.revoked_at is None and row.expires_at > now,
        )
        for row in tokens.select_related("person").order_by("-id")[:limit]
    ]
