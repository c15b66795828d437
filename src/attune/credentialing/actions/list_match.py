"""Bringing a match before those who decide about it, and taking it away once it is decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.audit.actions.record import record
from attune.credentialing.models import ExclusionMatch, MatchToReview
from attune.credentialing.permissions import CHECK_PROVIDERS
from attune.credentialing.rules.screening import MatchState, MatchStrength
from attune.credentialing.task_kinds import REVIEW_MATCH
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.tenancy import current_scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task

DECIDE_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class FoundMatch:
    """A match as its practice knows it."""

    match_id: UUID
    practice_id: UUID
    provider_id: UUID
    strength: MatchStrength
    found_at: datetime
    is_open: bool


def handed_over_match(actor: Actor, match_id: UUID) -> FoundMatch | None:
    """Return a match of the open scope's practice, or None; its trail says that the reviewers got it.

    Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    row = ExclusionMatch.objects.filter(id=match_id).first()
    if row is None:
        return None
    record(actor, "credentialing.match.handed_over", object_kind="exclusion_match", object_id=match_id)
    return FoundMatch(
        match_id=row.id,
        practice_id=row.practice_id,
        provider_id=row.provider_id,
        strength=MatchStrength(row.strength),
        found_at=row.found_at,
        is_open=row.state == MatchState.OPEN,
    )


def list_match(actor: Actor, match: FoundMatch) -> None:
    """Let the scope's reviewers have the match on their list while it is open, with one task; a repeat changes nothing.

    In the platform's scope where operators review, else in the practice's. Raises NotPermitted.
    """
    authorize(actor, CHECK_PROVIDERS)
    is_platform = current_scope("A match").holder_id == PLATFORM_ID
    if not match.is_open:
        MatchToReview.objects.filter(match_id=match.match_id).delete()
        settle_task(actor, kind=REVIEW_MATCH, subject_id=match.match_id)
        return
    if is_platform:
        listed = MatchToReview(
            match_id=match.match_id,
            practice_shown=match.practice_id,
            provider_id=match.provider_id,
            strength=match.strength,
            found_at=match.found_at,
        )
        MatchToReview.objects.bulk_create([listed], ignore_conflicts=True)
    open_task(
        actor,
        kind=REVIEW_MATCH,
        subject_id=match.match_id,
        due_at=match.found_at + DECIDE_WITHIN,
        owner_role=Role.CREDENTIALING if is_platform else Role.ADMINISTRATOR,
    )
