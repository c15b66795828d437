"""Open tasks that were not done in time and went to another role."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, Role, authorize
from attune.worklist.models import Task
from attune.worklist.permissions import ASSIGN_TASK
from attune.worklist.rules.kinds import every_task_kind


@dataclass(frozen=True, slots=True)
class EscalatedTask:
    """A task and the role that is asked now."""

    id: UUID
    title: str
    due_at: datetime
    role: Role
    is_about_safety: bool


def escalated_tasks(actor: Actor) -> list[EscalatedTask]:
    """Return the scope's open escalated tasks, the oldest first. Raises NotPermitted."""
    authorize(actor, ASSIGN_TASK)
    kinds = every_task_kind()
    rows = Task.objects.filter(state=Task.State.OPEN, escalated_at__isnull=False, kind__in=kinds)
    return [
        EscalatedTask(
            row.id, str(kinds[row.kind].title), row.due_at, Role(row.owner_role), kinds[row.kind].is_about_safety
        )
        for row in rows.exclude(owner_role="").order_by("due_at", "id")
    ]
