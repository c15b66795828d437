"""Ending tasks: done by somebody, dismissed, or over because their cause is."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Permission, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.open_task import REGION
from attune.worklist.errors import EndsByItself, NoSuchTask
from attune.worklist.models import Task
from attune.worklist.permissions import ASSIGN_TASK, COMPLETE_TASK, OPEN_TASK
from attune.worklist.queries.own import own_rows
from attune.worklist.rules.kinds import TaskKind, every_task_kind


def complete_task(actor: Actor, *, task_id: UUID) -> None:
    """Tick a task off; one that has ended stays as it is. Raises NotPermitted, NoSuchTask or EndsByItself."""
    task = _own_task(actor, COMPLETE_TASK, task_id)
    kind = every_task_kind().get(task.kind)
    if kind is not None and kind.ends_by_itself:
        raise EndsByItself(task.kind)
    _end(actor, task, Task.State.DONE)


def dismiss_task(actor: Actor, *, task_id: UUID, reason: str) -> None:
    """Drop a task that needs no doing; the reason goes on record. Raises NotPermitted or NoSuchTask."""
    authorize(actor, ASSIGN_TASK)
    task = Task.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise NoSuchTask(task_id)
    _end(actor, task, Task.State.DISMISSED, reason=reason)


def settle_task(actor: Actor, *, kind: TaskKind, subject_id: UUID) -> bool:
    """End the open task of a kind and subject because its cause is over; return whether there was one."""
    authorize(actor, OPEN_TASK)
    rows = Task.objects.select_for_update()
    task = rows.filter(kind=kind.name, subject_id=subject_id, state=Task.State.OPEN).first()
    if task is None:
        return False
    _end(actor, task, Task.State.DONE)
    return True


def _own_task(actor: Actor, wanted: Permission, task_id: UUID) -> Task:
    authorize(actor, wanted)
    task = own_rows(actor).select_for_update().filter(id=task_id).first()
    if task is None:
        raise NoSuchTask(task_id)
    return task


def _end(actor: Actor, task: Task, state: str, *, reason: str = "") -> None:
    if task.state != Task.State.OPEN:
        return
    opened = current_scope("A task")
    task.state, task.ended_at, task.ended_by = state, opened.now, actor.person_id
    task.save(update_fields=["state", "ended_at", "ended_by"])
    record(actor, f"worklist.task.{state}", object_kind="task", object_id=task.id, reason=reason)
    announce(REGION, holder_id=opened.holder_id)
