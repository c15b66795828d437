"""Decisions about clearance that were kept, and whether they still follow from what they stood on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.credentialing.errors import NoSuchDecision
from attune.credentialing.models import ClearanceDecision
from attune.credentialing.permissions import SEE_CREDENTIALS
from attune.credentialing.rules.clearance import Reason, Service
from attune.credentialing.rules.decision_record import fingerprint, read, replayed
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it was kept. ``is_untouched``: text and verdict still belong together."""

    id: UUID
    provider_id: UUID
    patient_state: str
    moment: datetime
    decided_at: datetime
    reasons: tuple[Reason, ...]
    is_untouched: bool
    is_same_when_replayed: bool


def service_decided_on(decision_id: UUID) -> Service:
    """Return what was to be done when it was decided. In the practice's scope, for whoever asks."""
    _, asked = read(ClearanceDecision.objects.get(id=decision_id).told)
    return asked.service


def kept_decision(actor: Actor, decision_id: UUID) -> KeptDecision:
    """Return a decision, replayed. Raises NotPermitted, or NoSuchDecision."""
    authorize(actor, SEE_CREDENTIALS)
    row = ClearanceDecision.objects.filter(id=decision_id).first()
    if row is None:
        raise NoSuchDecision(decision_id)
    verdict, (_, asked) = replayed(row.told), read(row.told)
    return KeptDecision(
        id=row.id,
        provider_id=row.provider_id,
        patient_state=asked.patient_state,
        moment=asked.moment,
        decided_at=row.decided_at,
        reasons=tuple(Reason(one) for one in row.reasons),
        is_untouched=fingerprint(row.told, row.reasons, rules_version=row.rules_version) == row.told_hash,
        is_same_when_replayed=[*verdict.reasons] == row.reasons,
    )
