"""What somebody has to do."""

from datetime import datetime
from http import HTTPStatus
from typing import Literal
from uuid import UUID

from ninja import Query, Schema

from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.api.shared.pages import PageQuery, page_of
from attune.worklist.actions.end_task import complete_task
from attune.worklist.permissions import COMPLETE_TASK, SEE_TASKS
from attune.worklist.queries.own import TaskToDo, tasks_after
from attune.worklist.rules.kinds import Urgency

operations = Operations(tags=["tasks"])

UrgencyName = Literal["now", "urgent", "soon", "calm"]
URGENCIES: dict[Urgency, UrgencyName] = {
    Urgency.NOW: "now",
    Urgency.URGENT: "urgent",
    Urgency.SOON: "soon",
    Urgency.CALM: "calm",
}


class TaskAnswer(Schema):
    """Something to do. ``subject_id`` is what it is about; no task holds a word about a patient."""

    id: UUID
    kind: str
    subject_id: UUID
    title: str
    why: str
    due_at: datetime
    urgency: UrgencyName
    is_escalated: bool


class TaskPage(Schema):
    """Some of the open tasks, in the order they were opened."""

    items: list[TaskAnswer]
    next_cursor: str | None


@operations.offer("GET", "/tasks", permission=SEE_TASKS, answer=TaskPage)
def list_tasks(request: ApiRequest, page: Query[PageQuery]) -> TaskPage:
    """Return the open tasks that are one's own or of a role held now, in the order they were opened."""
    call = request.call
    found = page_of(
        call,
        page,
        of="tasks",
        rows=lambda after, limit: tasks_after(call.actor, after=after, limit=limit),
        position=lambda row: row.id,
    )
    return TaskPage(items=[_told(row) for row in found.rows], next_cursor=found.next_cursor)


@operations.offer(
    "POST",
    "/tasks/{task_id}/complete",
    permission=COMPLETE_TASK,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
    may_be_missing=True,
    may_conflict=True,
)
def tick_off_task(request: ApiRequest, task_id: UUID) -> None:
    """Tick a task off; one that has ended stays as it is, one that ends with its cause is refused."""
    complete_task(request.call.actor, task_id=task_id)


def _told(task: TaskToDo) -> TaskAnswer:
    return TaskAnswer(
        id=task.id,
        kind=task.kind,
        subject_id=task.subject_id,
        title=task.title,
        why=task.why,
        due_at=task.due_at,
        urgency=URGENCIES[task.urgency],
        is_escalated=task.is_escalated,
    )
