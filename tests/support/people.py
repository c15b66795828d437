"""A cast for tests: people with a sign-in, and places they work in."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Now

from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.identity.actions.second_factors import enroll_totp
from attune.identity.actions.sign_up import sign_up
from attune.identity.models import Grant, Membership
from attune.kernel.identifiers import PLATFORM_ID
from attune.practices.models import Practice
from attune.practices.queries.registry import the_practice
from attune.practices.rules.policy import TenancyPolicy

PASSWORD = "quiet room with the lamp on"


@dataclass(frozen=True, slots=True)
class Someone:
    """Who signs in, and with what. ``secret`` is the authenticator app's, empty without one."""

    id: UUID
    email: str
    password: str = PASSWORD
    secret: str = ""


def patient(email: str = "mira@example.org", *, with_app: bool = False) -> Someone:
    """Return somebody who works nowhere."""
    person_id = sign_up(email=email, name="Mira Okafor", password=PASSWORD, zone="America/Denver")
    return Someone(person_id, email, secret=enroll_totp(person_id) if with_app else "")


def colleague(
    *roles: Role,
    email: str = "priya@tworivers.example",
    practice_id: UUID | None = None,
    with_app: bool = True,
) -> Someone:
    """Return somebody who works in a practice: a new one unless one is named."""
    someone = patient(email, with_app=with_app)
    works_in(someone.id, practice_id or a_practice().id, *roles)
    return someone


def operator(*roles: Role, email: str = "ola@attune.example") -> Someone:
    """Return somebody who works for the platform."""
    return colleague(*roles, email=email, practice_id=PLATFORM_ID)


def a_practice(name: str = "Two Rivers") -> Practice:
    """Return a new practice, or the one of an edition that has exactly one."""
    known = the_practice()
    if known is not None and policy(TenancyPolicy).practices_max == 1:
        return Practice.objects.get(id=known.practice_id)
    return Practice.objects.create(name=name, slug=name.lower().replace(" ", "-"), zone="America/Denver")


def works_in(person_id: UUID, practice_id: UUID, *roles: Role) -> Membership:
    """Let somebody work in a practice from now on."""
    membership = Membership.objects.create(user_id=person_id, practice_id=practice_id, started_at=Now())
    Grant.objects.bulk_create(Grant(membership=membership, role=role, starts_at=Now()) for role in roles)
    return membership
