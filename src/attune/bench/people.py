"""Somebody to measure with: a member of a practice with a second factor, made by the product's own actions."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.accept_with_new_account import accept_with_new_account
from attune.identity.actions.invite_first_keeper import invite_first_keeper
from attune.identity.actions.second_factors import enroll_totp
from attune.identity.invitation_tokens import invitation_token
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.create_practice import create_practice
from attune.practices.queries.registry import the_practice
from attune.practices.rules.policy import Founding, TenancyPolicy

OWNER_NAME = "Rosalind Achterberg"
_ALSO_A_PROVIDER = (
    "INSERT INTO identity_grant (id, membership_id, role, starts_at) "
    "SELECT gen_random_uuid(), id, 'provider', started_at FROM identity_membership WHERE user_id = %s"
)


@dataclass(frozen=True, slots=True)
class MeasuredMember:
    """Who signs in, and where they work."""

    person_id: UUID
    practice_id: UUID


def measured_member() -> MeasuredMember:
    """Make the owner of a practice, with an authenticator app, and return them."""
    practice_id = measured_practice()
    with scope(practice_id, plane=Plane.CARE) as opened:
        invitation_id = invite_first_keeper(
            system_actor(practice_id), email=f"{new_id().hex}@bench.example", name=OWNER_NAME
        )
        accepted = accept_with_new_account(
            Actor(None, None),
            token=invitation_token(invitation_id, opened.now),
            name=OWNER_NAME,
            password="a long walk along the river",  # noqa: S106
            zone="America/New_York",
        )
    enroll_totp(accepted.person_id)
    return MeasuredMember(accepted.person_id, practice_id)


def measured_provider() -> MeasuredMember:
    """Make the owner of a practice who also sees patients, and return them."""
    member = measured_member()
    # As it is written where somebody has been so from the first day on: a change of roles would begin today.
    with connection.cursor() as cursor:
        cursor.execute(_ALSO_A_PROVIDER, [member.person_id])
    return member


def measured_practice() -> UUID:
    """Return a new practice where the edition lets practices be made, else the one it was installed with."""
    if policy(TenancyPolicy).founding is Founding.AT_INSTALL:
        clinic = the_practice()
        assert clinic is not None, "installing made it"
        return clinic.practice_id
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return create_practice(system_actor(PLATFORM_ID), name="Measured Practice", zone="America/New_York").id
