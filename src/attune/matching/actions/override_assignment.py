"""Choosing another clinician for somebody who waits."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.queries.providers import provider
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.matching.actions.suggest_clinician import REGION
from attune.matching.errors import AssignedAlready, NoSuchAssignment, NotOnTheTeam, ReasonMissing
from attune.matching.models import Assignment, AssignmentOverride
from attune.matching.permissions import OVERRIDE_ASSIGNMENT


@transaction.atomic
def override_assignment(actor: Actor, *, assignment_id: UUID, provider_id: UUID, reason: str) -> None:
    """Assign somebody to a clinician the strategy did not put first, for a reason that is kept.

    It tells who chose whom instead of whom. Whether the clinician may see the patient is decided at
    booking, as always. Raises NotPermitted, NoSuchAssignment, ReasonMissing, NotOnTheTeam or AssignedAlready.
    """
    authorize(actor, OVERRIDE_ASSIGNMENT)
    row = Assignment.objects.select_for_update().filter(id=assignment_id, state=Assignment.State.WAITING).first()
    if row is None:
        raise NoSuchAssignment(assignment_id)
    if not reason.strip():
        raise ReasonMissing
    _require_on_the_team(actor, provider_id)
    if row.provider_id == provider_id:
        raise AssignedAlready(provider_id)
    opened = current_scope("An assignment")
    assert actor.person_id is not None, "a person chooses"
    AssignmentOverride.objects.create(
        assignment=row,
        instead_of_id=row.provider_id,
        provider_id=provider_id,
        reason=reason.strip(),
        chosen_by=actor.person_id,
        chosen_at=opened.now,
    )
    row.provider_id, row.assigned_at = provider_id, opened.now
    row.save(update_fields=["provider", "assigned_at"])
    record(actor, "matching.assignment.overridden", object_kind="assignment", object_id=row.id)
    announce(REGION, holder_id=opened.holder_id)


def _require_on_the_team(actor: Actor, provider_id: UUID) -> None:
    try:
        chosen = provider(actor, provider_id)
    except NoSuchProvider:
        raise NotOnTheTeam(provider_id) from None
    if chosen.state is not Standing.ACTIVE:
        raise NotOnTheTeam(provider_id)
