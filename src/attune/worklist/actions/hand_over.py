"""Handing over what somebody leaves undone."""

from uuid import UUID

from attune.audit.actions.record import record_many
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.open_task import REGION
from attune.worklist.models import Task
from attune.worklist.permissions import ASSIGN_TASK


def hand_over_tasks(actor: Actor, *, owner_id: UUID, owner_role: Role) -> int:
    """Give a person's open tasks in this place to whoever holds a role; return how many.

    A task that went to another role already stays that role's. Raises NotPermitted.
    """
    authorize(actor, ASSIGN_TASK)
    opened = current_scope("Tasks")
    tasks = list(Task.objects.select_for_update().filter(state=Task.State.OPEN, owner_id=owner_id))
    for task in tasks:
        task.owner_id, task.owner_role = None, task.owner_role or owner_role
        task.save(update_fields=["owner_id", "owner_role"])
    record_many(actor, "worklist.task.assigned", object_kind="task", objects=[(task.id, None) for task in tasks])
    if tasks:
        announce(REGION, holder_id=opened.holder_id)
    return len(tasks)
