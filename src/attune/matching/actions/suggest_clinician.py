"""Letting somebody wait for a clinician of the practice, with a suggestion."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.matching.models import Assignment
from attune.matching.permissions import GET_RECOMMENDATIONS
from attune.matching.queries.recommend import Recommendations
from attune.matching.rules.need import codes_of

REGION = "intake"
"""The region of open pages that is told of each change."""


@transaction.atomic
def suggest_clinician(actor: Actor, made: Recommendations, *, about_id: UUID, run_id: UUID) -> UUID:
    """Assign the first of what was recommended, and return the assignment's id.

    Whoever waits already goes on waiting; a clinician whom the staff chose stays. In the practice's scope
    and the person's. Raises NotPermitted.
    """
    authorize(actor, GET_RECOMMENDATIONS)
    opened = current_scope("An assignment")
    assert opened.person_id is not None, "somebody waits in a scope of theirs"
    before = Assignment.objects.filter(about_id=about_id, state=Assignment.State.WAITING, run_id=run_id).first()
    if before is not None:
        return before.id
    suggested = made.best[0].listing.provider_id if made.best else None
    fresh = Assignment(
        person_id=opened.person_id,
        about_id=about_id,
        run_id=run_id,
        need=codes_of(made.need),
        strategy=made.strategy,
        suggested_provider_id=suggested,
        provider_id=suggested,
        assigned_at=opened.now if suggested else None,
        waiting_since=opened.now,
    )
    # The unique constraint decides between two pages opened at once; the loser writes nothing.
    Assignment.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Assignment.objects.select_for_update().get(about_id=about_id, state=Assignment.State.WAITING)
    if kept.id == fresh.id:
        record(actor, "matching.assignment.suggested", object_kind="assignment", object_id=kept.id)
        announce(REGION, holder_id=opened.holder_id)
    elif kept.run_id != run_id:
        _renew(kept, fresh)
        record(actor, "matching.assignment.suggested", object_kind="assignment", object_id=kept.id)
        announce(REGION, holder_id=opened.holder_id)
    return kept.id


def _renew(kept: Assignment, fresh: Assignment) -> None:
    kept.run_id, kept.need, kept.strategy = fresh.run_id, fresh.need, fresh.strategy
    kept.suggested_provider_id = fresh.suggested_provider_id
    if not kept.overrides.exists():
        kept.provider_id, kept.assigned_at = fresh.provider_id, fresh.assigned_at
    kept.save()
