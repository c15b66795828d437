"""Giving a task to somebody else."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.open_task import REGION
from attune.worklist.errors import NoOwner, NoSuchTask
from attune.worklist.models import Task
from attune.worklist.permissions import ASSIGN_TASK


def assign_task(actor: Actor, *, task_id: UUID, owner_id: UUID | None = None, owner_role: Role | None = None) -> None:
    """Give an open task to a person or a role. Raises NotPermitted, NoOwner or NoSuchTask.

    That the person works here is for the caller to know: the worklist knows ids alone.
    """
    authorize(actor, ASSIGN_TASK)
    if (owner_id is None) == (owner_role is None):
        raise NoOwner
    task = Task.objects.select_for_update().filter(id=task_id, state=Task.State.OPEN).first()
    if task is None:
        raise NoSuchTask(task_id)
    task.owner_id, task.owner_role = owner_id, owner_role or ""
    task.save(update_fields=["owner_id", "owner_role"])
    record(actor, "worklist.task.assigned", object_kind="task", object_id=task.id)
    announce(REGION, holder_id=current_scope("A task").holder_id)
