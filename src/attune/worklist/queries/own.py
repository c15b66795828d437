"""The tasks that are somebody's, as the home pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.worklist.models import Task
from attune.worklist.permissions import SEE_TASKS
from attune.worklist.rules.kinds import TaskKind, Urgency, every_task_kind
from attune.worklist.rules.standing_in import seen_roles


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One thing to do. ``due_at`` is UTC."""

    id: UUID
    kind: str
    subject_id: UUID
    title: str
    why: str
    due_at: datetime
    urgency: Urgency
    is_escalated: bool
    action_label: str
    url: str


@dataclass(frozen=True, slots=True)
class TaskToDo:
    """One thing to do, without its page. ``due_at`` is UTC."""

    id: UUID
    kind: str
    subject_id: UUID
    title: str
    why: str
    due_at: datetime
    urgency: Urgency
    is_escalated: bool


def tasks_for(actor: Actor, *, limit: int = 200) -> list[OwnTask]:
    """Return the open scope's tasks that are the actor's or of a role they hold, worst first.

    One query. A person's own tasks are read in their own scope. Raises NotPermitted.
    """
    authorize(actor, SEE_TASKS)
    now, kinds = current_scope("Tasks").now, every_task_kind()
    rows = own_rows(actor).filter(state=Task.State.OPEN, kind__in=kinds).order_by("due_at", "id")[:limit]
    tasks = [_shown(row, kinds[row.kind], now=now, is_operator=actor.is_operator) for row in rows]
    return sorted(tasks, key=lambda task: (task.urgency, task.due_at, task.id))


def tasks_after(actor: Actor, *, after: UUID | None, limit: int) -> list[TaskToDo]:
    """Return up to ``limit`` of the same tasks whose ids follow ``after``: in the order they were opened.

    For programs, which have no pages. Raises NotPermitted.
    """
    authorize(actor, SEE_TASKS)
    now, kinds = current_scope("Tasks").now, every_task_kind()
    rows = own_rows(actor).filter(state=Task.State.OPEN, kind__in=kinds).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return [
        TaskToDo(
            id=row.id,
            kind=row.kind,
            subject_id=row.subject_id,
            title=str(kinds[row.kind].title),
            why=str(kinds[row.kind].why),
            due_at=row.due_at,
            urgency=kinds[row.kind].urgency.at(now, due_at=row.due_at),
            is_escalated=row.escalated_at is not None,
        )
        for row in rows[:limit]
    ]


def own_rows(actor: Actor) -> "QuerySet[Task]":
    """Return the tasks an actor may see: the system sees all, a person theirs and those of roles they stand in for."""
    if actor.is_system:
        return Task.objects.all()
    theirs = Q(owner_role__in=[role.value for role in seen_roles(actor.roles)])
    if actor.person_id is not None:
        theirs |= Q(owner_id=actor.person_id)
    return Task.objects.filter(theirs)


def _shown(row: Task, kind: TaskKind, *, now: datetime, is_operator: bool) -> OwnTask:
    page = (is_operator and kind.url_name_for_operators) or kind.url_name
    return OwnTask(
        id=row.id,
        kind=kind.name,
        subject_id=row.subject_id,
        title=str(kind.title),
        why=str(kind.why),
        due_at=row.due_at,
        urgency=kind.urgency.at(now, due_at=row.due_at),
        is_escalated=row.escalated_at is not None,
        action_label=str(kind.action_label),
        url=reverse(page, args=[row.subject_id] if kind.url_takes_subject else []),
    )
