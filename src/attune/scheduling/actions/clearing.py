"""Having it decided whether a session may take place, and keeping the decision also where it refuses."""

from uuid import UUID

from attune.credentialing.actions.decide_clearance import Decision, decide_clearance
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor
from attune.scheduling.booking_errors import NotCleared


def require_cleared(actor: Actor, *, provider_id: UUID, asked: Question) -> Decision:
    """Return the decision that the provider may, which is kept. Raises NotPermitted, NoSuchProvider or NotCleared."""
    decision = _decided(actor, provider_id, asked)
    if not decision.is_cleared:
        raise NotCleared(decision.reasons, provider_id=provider_id, asked=asked)
    return decision


def keep_refusal(actor: Actor, refusal: NotCleared) -> None:
    """Have what was refused decided once more, and keep it: the refusal took its own decision back with it.

    In the practice's scope, for whoever answers for the refusal. Raises NotPermitted.
    """
    _decided(actor, refusal.provider_id, refusal.asked)


def _decided(actor: Actor, provider_id: UUID, asked: Question) -> Decision:
    return decide_clearance(
        actor,
        provider_id=provider_id,
        patient_state=asked.patient_state,
        moment=asked.moment,
        service=asked.service,
    )
