"""Deciding whether a provider is the person on an exclusion list."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.screen_providers import REVIEW, follow_matches
from attune.credentialing.errors import MatchDecided, NoSuchMatch, ReasonMissing
from attune.credentialing.models import ExclusionMatch
from attune.credentialing.permissions import REVIEW_MATCHES, require_reviewer
from attune.credentialing.queries.rows import provider_row
from attune.credentialing.rules.screening import MatchState
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now


@transaction.atomic
def decide_match(actor: Actor, *, match_id: UUID, is_same_person: bool, reason: str) -> None:
    """Confirm or reject a match, for a reason that is kept; the provider's state follows at once.

    A rejection holds for this row of the list alone. In the provider's practice's scope, by those who review in
    this edition. Raises NotPermitted, NoSuchMatch, MatchDecided or ReasonMissing.
    """
    authorize(actor, REVIEW_MATCHES)
    require_reviewer(actor, REVIEW_MATCHES)
    found = ExclusionMatch.objects.filter(id=match_id).first()
    if found is None:
        raise NoSuchMatch(match_id)
    provider = provider_row(found.provider_id, is_locked=True)
    matches = list(ExclusionMatch.objects.select_for_update().filter(provider=provider).order_by("id"))
    match = next(one for one in matches if one.id == match_id)
    if match.state != MatchState.OPEN:
        raise MatchDecided(match_id)
    if not reason.strip():
        raise ReasonMissing
    match.state = MatchState.CONFIRMED if is_same_person else MatchState.REJECTED
    match.decided_at, match.decided_by, match.reason = now(), actor.person_id, reason.strip()[:200]
    match.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    record(actor, "credentialing.match.decided", object_kind="exclusion_match", object_id=match_id, reason=match.state)
    follow_matches(actor, provider, matches)
    later(REVIEW, match_id)
