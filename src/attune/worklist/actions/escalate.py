"""Asking the next role when a task was not done in time."""

from attune.audit.actions.record import record_many
from attune.foundation.authorization import Actor, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.open_task import REGION
from attune.worklist.models import Task
from attune.worklist.permissions import ASSIGN_TASK


def escalate_due_tasks(actor: Actor) -> int:
    """Show the scope's overdue tasks to the role they escalate to, each once; return how many.

    The person it belonged to keeps seeing it. Raises NotPermitted.
    """
    authorize(actor, ASSIGN_TASK)
    opened = current_scope("Tasks")
    rows = Task.objects.select_for_update().filter(
        state=Task.State.OPEN, escalated_at=None, escalates_at__lte=opened.now
    )
    due = list(rows)
    for task in due:
        task.owner_role, task.escalated_at = task.escalates_to, opened.now
        task.save(update_fields=["owner_role", "escalated_at"])
    record_many(actor, "worklist.task.escalated", object_kind="task", objects=[(task.id, None) for task in due])
    if due:
        announce(REGION, holder_id=opened.holder_id)
    return len(due)
