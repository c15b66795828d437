"""A practice with clinicians who can be booked, and somebody who answered the questions."""

from datetime import date
from typing import Any
from uuid import UUID

from attune.credentialing.models import Profile, Provider
from attune.directory.actions.publish import publish_listing
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.actions.answer import answer
from attune.patients.rules.answers import CareFor
from attune.patients.rules.given import Concerns, Where, Who
from attune.practices.models import Practice
from attune.practices.rules.policy import TenancyPolicy
from tests.directory.listings import offering, provider

BORN = date(1990, 5, 4)
OFFERING = {"format", "places", "price_minor", "takes_new_patients", "notice_minutes", "horizon_days", "starts"}


def practice() -> UUID:
    """Return a live practice's id: the one there is, in an edition with one."""
    found = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    if policy(TenancyPolicy).practices_max == 1 and found:
        return found.id
    return Practice.objects.create(name="Lantern Practice", slug=f"lantern-{new_id().hex}", zone="America/New_York").id


def clinician(practice_id: UUID, name: str = "Dana Reyes", *, sessions_max: int = 20, **published: Any) -> UUID:
    """Make a clinician of the practice with one listing, and return the provider's id."""
    told = {key: published.pop(key) for key in list(published) if key in OFFERING}
    with scope(practice_id):
        row = Provider.objects.create(
            person_id=new_id(),
            name=name,
            profession="psychologist",
            zone="America/New_York",
            state=Provider.State.ACTIVE,
            weekly_sessions_max=sessions_max,
        )
        Profile.objects.create(provider=row, slug=f"dana-{row.id.hex}")
        today = now().date()
        listing = provider(
            offering(**told),
            today=today,
            provider_id=row.id,
            provider_name=name,
            slug=f"dana-{row.id.hex}",
            **published,
        )
        publish_listing(system_actor(practice_id), listing)
    return row.id


def seeker(person_id: UUID | None = None) -> Actor:
    """Return somebody who looks for care, without an account unless told whose."""
    return Actor(person_id or new_id(), None, frozenset({Role.PATIENT}))


def answered(actor: Actor, *more: Any, state: str = "NY") -> Actor:
    """Let somebody answer: anxiety, for themselves, in a state; and what else is given."""
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        where = Where(state, "America/New_York", "")
        for given in (Concerns(("anxiety",)), Who(CareFor.SELF, BORN), where, *more):
            answer(actor, given)
    return actor
