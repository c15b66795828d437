"""Jobs that cross contexts."""

from attune.foundation.background import Call, job
from attune.workflows.tell_of_escalated import tell_of_escalated


@job("workflows.tell_of_escalated")
def tell(call: Call) -> None:
    """Mail those whom overdue tasks of the practice escalated to. Deferred by the worklist's round."""
    tell_of_escalated(call.actor)
