"""Deciding whether a provider may see a patient who is in a state at a moment, and keeping the decision."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.models import ClearanceDecision
from attune.credentialing.permissions import DECIDE_CLEARANCE
from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.rules.clearance import RULES_VERSION, THERAPY, Door, Reason, Service
from attune.credentialing.rules.decision_record import Question, answer, fingerprint, written
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is on record."""

    id: UUID
    is_cleared: bool
    reasons: tuple[Reason, ...]


@transaction.atomic
def decide_clearance(
    actor: Actor,
    *,
    provider_id: UUID,
    patient_state: str,
    moment: datetime,
    service: Service = THERAPY,
    asked_at: Door = Door.BOOKING,
) -> Decision:
    """Decide, keep the decision with all it stands on, and return it; a refusal is a decision, not an error.

    In the practice's scope. Raises NotPermitted or NoSuchProvider.
    """
    authorize(actor, DECIDE_CLEARANCE)
    facts, asked = clearance_facts(provider_id), Question(patient_state, moment, service)
    verdict, told = answer(facts, asked), written(facts, asked)
    kept = ClearanceDecision.objects.create(
        provider_id=provider_id,
        asked_at_door=asked_at,
        decided_at=now(),
        is_cleared=verdict.is_cleared,
        reasons=list(verdict.reasons),
        rules_version=RULES_VERSION,
        told=told,
        told_hash=fingerprint(told, verdict.reasons, rules_version=RULES_VERSION),
    )
    record(
        actor,
        "credentialing.clearance.decided",
        object_kind="clearance_decision",
        object_id=kept.id,
        reason=f"{'cleared' if verdict.is_cleared else 'not cleared'}, {kept.told_hash}",
    )
    return Decision(kept.id, verdict.is_cleared, verdict.reasons)
