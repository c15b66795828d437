"""Practices, people and tokens for the tests of the APIs."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils.module_loading import import_string

from attune.foundation import clock
from attune.foundation.authorization import OPERATOR_ROLES, Actor, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.identity.actions.create_api_token import NewToken, create_api_token
from attune.identity.models import Grant, Membership, User
from attune.identity.rules.policy import ApiPolicy
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.models import Practice

ROOTS = {
    "provider": "/api/provider/v1",
    "patient": "/api/patient/v1",
    "admin": "/api/admin/v1",
    "api": "/api/v1",
}


def practice(name: str = "Maple Practice") -> Practice:
    """Make a practice."""
    return Practice.objects.create(name=name, slug=f"p-{uuid4().hex[:12]}", zone="America/Denver")


def person(name: str = "Ada Marsh") -> User:
    """Make somebody who can sign in."""
    return User.objects.create(email=f"{uuid4().hex}@example.org", name=name)


def member(of: Practice, *roles: Role, name: str = "Ada Marsh") -> Actor:
    """Make somebody with these roles in a practice, as the actor they are there."""
    user, now = person(name), clock.now()
    membership = Membership.objects.create(practice=of, user=user, started_at=now)
    for role in roles:
        Grant.objects.create(membership=membership, role=role, starts_at=now)
    return Actor(user.id, of.id, frozenset(roles))


def owner(of: Practice) -> Actor:
    """Make an owner of a practice."""
    return member(of, Role.OWNER)


def operator(*roles: Role) -> Actor:
    """Make one of the platform's own people."""
    return member(Practice.objects.get(id=PLATFORM_ID), *(roles or OPERATOR_ROLES), name="Noor Haddad")


def patient() -> Actor:
    """Make a person in their own care."""
    return Actor(person("Wren Okafor").id, None, frozenset({Role.PATIENT}))


def audience_of(actor: Actor) -> str:
    """Return the API this actor's tokens are for in the running edition."""
    return next(one.name for one in policy(ApiPolicy).audiences if one.holders & actor.roles)


def token(actor: Actor, *, scopes: list[str] | None = None, audience: str = "", days: int = 7) -> NewToken:
    """Make a token for an actor; with every scope that fits the actor unless some are named."""
    from attune.identity.queries.api_tokens import audience_choices

    name = audience or audience_of(actor)
    with scope(actor.practice_id, person_id=actor.person_id, plane=actor.plane):
        if scopes is None:
            scopes = [choice.name for offer in audience_choices(actor) if offer.name == name for choice in offer.scopes]
        return create_api_token(
            actor,
            audience=name,
            label="Front desk screen",
            scopes=scopes,
            expires_at=clock.now() + timedelta(days=days),
        )


class Caller:
    """A program with a token, at the API of its audience or another one."""

    def __init__(self, text: str, audience: str) -> None:
        self.root, self.client = ROOTS[audience], Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, address: str, **headers: str) -> HttpResponse:
        """Ask for something below the API's root."""
        return self.client.get(self.root + address, headers=self.headers | _named(headers))  # type: ignore[return-value]

    def post(self, address: str, body: Any, **headers: str) -> HttpResponse:
        """Send JSON."""
        return self.client.post(  # type: ignore[return-value]
            self.root + address,
            body,
            content_type="application/json",
            headers=self.headers | _named(headers),
        )

    def delete(self, address: str, **headers: str) -> HttpResponse:
        """Ask for something to end."""
        return self.client.delete(self.root + address, headers=self.headers | _named(headers))  # type: ignore[return-value]


def caller(actor: Actor, **kwargs: Any) -> Caller:
    """Make a program with a new token of this actor's, at the API the token is for."""
    return Caller(token(actor, **kwargs).text, audience_of(actor))


def apis() -> list[Any]:
    """Return the running edition's APIs."""
    module = {"marketplace": "marketplace_urls", "clinic": "unified_urls"}[settings.EDITION]
    found: list[Any] = list(import_string(f"attune.api.{module}.apis"))
    return found


def in_days(days: int) -> str:
    """Return a moment as a program would write it."""
    return (clock.now() + timedelta(days=days)).isoformat()


def some_id() -> UUID:
    """Return an id that nothing has."""
    return uuid4()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): text for name, text in headers.items()}
