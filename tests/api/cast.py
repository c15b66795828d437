"""Practices, people and tokens for the tests of the APIs."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.test import Client

from attune.api import documents
from attune.api.shared.instance import AttuneAPI
from attune.foundation import clock
from attune.foundation.authorization import OPERATOR_ROLES, Actor, Role, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.identity.actions.create_api_token import NewToken, create_api_token
from attune.identity.models import Grant, Membership, User
from attune.identity.queries.api_tokens import audience_choices
from attune.identity.rules.policy import ApiPolicy, Audience
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.models import Practice
from attune.practices.rules.policy import TenancyPolicy
from attune.worklist.actions.open_task import open_task
from attune.worklist.rules.kinds import TaskKind

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

ROOTS = {
    "provider": "/api/provider/v1",
    "patient": "/api/patient/v1",
    "admin": "/api/admin/v1",
    "api": "/api/v1",
}


def practice() -> Practice:
    """Return the edition's one practice, or make one where there may be many."""
    if policy(TenancyPolicy).practices_max == 1:
        return Practice.objects.get(kind=Practice.Kind.PRACTICE)
    return Practice.objects.create(name="Maple Practice", slug=f"maple-{uuid4().hex[:12]}", zone="America/Denver")


def keeper_elsewhere(name: str = "Zora Cedar") -> Actor:
    """Make somebody who sees the members of another holder: a practice, or in the clinic the platform."""
    if policy(TenancyPolicy).practices_max == 1:
        return member(Practice.objects.get(id=PLATFORM_ID), Role.COMPLIANCE, name=name)
    cedar = Practice.objects.create(name="Cedar Practice", slug=f"cedar-{uuid4().hex[:12]}", zone="America/Denver")
    return member(cedar, Role.OWNER, name=name)


def person(name: str = "Ada Marsh") -> User:
    """Make somebody who can sign in."""
    return User.objects.create(email=f"{uuid4().hex}@example.org", name=name)


def member(of: Practice, *roles: Role, name: str = "Ada Marsh") -> Actor:
    """Make somebody with these roles in a practice, as the actor they are there."""
    return join(Actor(person(name).id, of.id, frozenset(roles)))


def person_of(actor: Actor) -> UUID:
    """Return the actor's person."""
    assert actor.person_id is not None
    return actor.person_id


def join(actor: Actor) -> Actor:
    """Make the actor's person what the actor is in that practice."""
    assert actor.practice_id is not None
    now = clock.now()
    membership = Membership.objects.create(practice_id=actor.practice_id, user_id=person_of(actor), started_at=now)
    for role in actor.roles:
        Grant.objects.create(membership=membership, role=role, starts_at=now)
    return actor


def owner(of: Practice) -> Actor:
    """Make an owner of a practice."""
    return member(of, Role.OWNER)


def operator(*roles: Role) -> Actor:
    """Make one of the platform's own people."""
    return member(Practice.objects.get(id=PLATFORM_ID), *(roles or OPERATOR_ROLES), name="Noor Haddad")


def patient() -> Actor:
    """Make a person in their own care."""
    return Actor(person("Wren Okafor").id, None, frozenset({Role.PATIENT}))


def holder_of(role: Role) -> Actor:
    """Make somebody with just this role, where one has it."""
    if role is Role.PATIENT:
        return patient()
    return operator(role) if role in OPERATOR_ROLES else member(practice(), role)


def audience_of(actor: Actor) -> str:
    """Return the API this actor's tokens are for in the running edition."""
    return next(one.name for one in policy(ApiPolicy).audiences if one.holders & actor.roles)


def token(actor: Actor, *, scopes: list[str] | None = None, audience: str = "", days: int = 7) -> NewToken:
    """Make a token for an actor; with every scope that fits the actor unless some are named."""
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


SAMPLE = TaskKind("sample.call", "Call back", "They asked.", "Call", "")
SHOWN = TaskKind("sample.show", "See to it", "By itself.", "See", "", ends_by_itself=True)


def task(actor: Actor, kind: TaskKind = SAMPLE, **changes: Any) -> UUID:
    """Open a task of the actor's own, in the holder they act in."""
    with scope(actor.practice_id, person_id=actor.person_id, plane=actor.plane) as opened:
        return open_task(
            system_actor(actor.practice_id),
            kind=kind,
            subject_id=uuid4(),
            due_at=opened.now + timedelta(hours=1),
            **({"owner_id": actor.person_id} | changes),
        )


class Caller:
    """A program with a token, at the API of its audience or another one."""

    def __init__(self, text: str, audience: str) -> None:
        self.root, self.client = ROOTS[audience], Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, address: str, **headers: str) -> "Response":
        """Ask for something below the API's root."""
        return self.client.get(self.root + address, headers=self.headers | _named(headers))

    def post(self, address: str, body: Any, **headers: str) -> "Response":
        """Send JSON."""
        return self.client.post(
            self.root + address,
            body,
            content_type="application/json",
            headers=self.headers | _named(headers),
        )

    def put(self, address: str, body: Any, **headers: str) -> "Response":
        """Send JSON in the place of what was there."""
        return self.client.put(
            self.root + address,
            body,
            content_type="application/json",
            headers=self.headers | _named(headers),
        )

    def delete(self, address: str, **headers: str) -> "Response":
        """Ask for something to end."""
        return self.client.delete(self.root + address, headers=self.headers | _named(headers))


def caller(actor: Actor, **kwargs: Any) -> Caller:
    """Make a program with a new token of this actor's, at the API the token is for."""
    return Caller(token(actor, **kwargs).text, audience_of(actor))


def audience_names() -> list[str]:
    """Return the names of the running edition's audiences."""
    return [one.name for one in policy(ApiPolicy).audiences]


def audience(name: str) -> Audience:
    """Return one of the running edition's audiences."""
    return next(one for one in policy(ApiPolicy).audiences if one.name == name)


def apis() -> list[AttuneAPI]:
    """Return the running edition's APIs."""
    return list(documents.apis())


def in_days(days: int) -> str:
    """Return a moment as a program would write it."""
    return (clock.now() + timedelta(days=days)).isoformat()


def some_id() -> UUID:
    """Return an id that nothing has."""
    return uuid4()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): text for name, text in headers.items()}


CALLERS = {
    "provider": lambda: owner(practice()),
    "patient": patient,
    "admin": operator,
    "api": lambda: owner(practice()),
}
"""Who uses each audience's API in the tests."""
