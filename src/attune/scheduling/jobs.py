"""Scheduling's jobs."""

from attune.foundation.background import Call, job
from attune.scheduling.actions.answer_partner import end_unanswered
from attune.scheduling.actions.expire_holds import expire_holds


@job("scheduling.expire_holds")
def expire(call: Call) -> None:
    """End what is over in one practice. Deferred with each hold for when it expires; safe to repeat."""
    expire_holds(call.actor)


@job("scheduling.end_unanswered")
def end_couple(call: Call) -> None:
    """End a couple's session whose partner did not answer. Deferred for when the answer was due; safe to repeat."""
    assert call.reference is not None
    end_unanswered(call.actor, invitation_id=call.reference)
