"""Joining the practice one has founded, as its first member."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.identity.errors import PracticeHasMembers
from attune.identity.member_permissions import FOUND_PLACE
from attune.identity.models import Grant, Membership
from attune.identity.rules.membership import named, require_offered
from attune.practices.queries.registry import registered


@transaction.atomic
def found_place(actor: Actor, *, roles: Collection[Role]) -> Actor:
    """Make the person the first member of the scope's practice, its owner among others, and return them as such.

    Raises NotPermitted, NoSuchPractice, RoleNotOffered, or PracticeHasMembers where anybody ever worked there.
    """
    authorize(actor, FOUND_PLACE)
    assert actor.person_id is not None
    practice_id: UUID = current_scope("A membership").holder_id
    registered(practice_id, is_locked=True)
    held = frozenset({*roles, Role.OWNER})
    require_offered(held, is_platform=False)
    if Membership.objects.filter(practice_id=practice_id).exists():
        raise PracticeHasMembers(practice_id)
    moment = now()
    membership = Membership.objects.create(practice_id=practice_id, user_id=actor.person_id, started_at=moment)
    Grant.objects.bulk_create(
        Grant(membership=membership, role=role, starts_at=moment, granted_by_id=actor.person_id)
        for role in sorted(held)
    )
    founder = replace(actor, practice_id=practice_id, roles=held)
    record(
        founder,
        "identity.member.joined",
        object_kind="membership",
        object_id=membership.id,
        reason=named(held),
    )
    return founder
