"""Opening a task, once for each thing it is about."""

from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, Role, authorize
from attune.foundation.live import announce
from attune.foundation.tenancy import current_scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.worklist.errors import NoOwner
from attune.worklist.models import Task
from attune.worklist.permissions import OPEN_TASK
from attune.worklist.rules.kinds import TaskKind
from attune.worklist.rules.standing_in import escalation_in

REGION = "tasks"
"""The region of open pages that is told of each change."""


def open_task(
    actor: Actor,
    *,
    kind: TaskKind,
    subject_id: UUID,
    due_at: datetime,
    owner_id: UUID | None = None,
    owner_role: Role | None = None,
    escalates_to: Role | None = None,
) -> UUID:
    """Open a task in the scope's holder and return its id; one that is open already stays as it is.

    It belongs to a person or to a role. It escalates to the role its kind names, unless another is
    named here because of who there is. Raises NotPermitted or NoOwner.
    """
    authorize(actor, OPEN_TASK)
    if (owner_id is None) == (owner_role is None):
        raise NoOwner
    opened = current_scope("A task")
    next_role = escalation_in(escalates_to or kind.escalates_to, is_platform=opened.holder_id == PLATFORM_ID)
    task = Task(
        kind=kind.name,
        subject_id=subject_id,
        owner_id=owner_id,
        owner_role=owner_role or "",
        due_at=due_at,
        escalates_at=due_at + kind.escalates_after if next_role else None,
        escalates_to=next_role,
        opened_at=opened.now,
    )
    # The unique index decides between two who open it at once; the loser writes nothing.
    Task.objects.bulk_create([task], ignore_conflicts=True)
    kept = Task.objects.get(kind=kind.name, subject_id=subject_id, state=Task.State.OPEN)
    if kept.id == task.id:
        record(actor, "worklist.task.opened", object_kind="task", object_id=task.id)
        announce(REGION, holder_id=opened.holder_id)
    return kept.id
