"""What is booked after a contract's end becomes a task: told to the practice in advance, as the contract says."""

from datetime import timedelta
from uuid import UUID

from attune.agreements.queries.in_force import terms
from attune.agreements.task_kinds import SETTLE_AFTER_END
from attune.foundation.authorization import Actor, Role
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.scheduling.queries.heirs import is_anything_booked_from
from attune.worklist.actions.open_task import open_task

TO_SETTLE = timedelta(days=1)
JOB = "workflows.settle_after_end"


def contract_ended(_actor: Actor, terms_id: UUID) -> None:
    """Have the practice's calendars looked at; the platform's people cannot. Follows agreements.contract.ended."""
    later(JOB, terms_id, run_soon=True)


def settle_after_end(actor: Actor, terms_id: UUID) -> None:
    """Open the owners' task, if anything is booked after the end. In the practice's scope; safe to repeat."""
    found = terms(actor)
    if found is None or found.ends_at is None or not is_anything_booked_from(found.ends_at):
        return
    open_task(
        actor,
        kind=SETTLE_AFTER_END,
        subject_id=terms_id,
        due_at=max(now() + TO_SETTLE, found.ends_at - TO_SETTLE),
        owner_role=Role.OWNER,
    )
