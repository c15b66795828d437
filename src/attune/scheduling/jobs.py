"""Scheduling's jobs."""

from attune.foundation.background import Call, job
from attune.scheduling.actions.expire_holds import expire_holds


@job("scheduling.expire_holds")
def expire(call: Call) -> None:
    """End what is over in one practice. Deferred with each hold for when it expires; safe to repeat."""
    expire_holds(call.actor)
