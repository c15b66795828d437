"""Mailing those whom an overdue task escalated to."""

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import current_scope
from attune.identity.queries.roster import members_of
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.worklist.message_kinds import SAFETY_TASK_ESCALATED, TASK_ESCALATED
from attune.worklist.queries.escalated import escalated_tasks


def tell_of_escalated(actor: Actor) -> int:
    """Mail each holder of the role a task escalated to, once per task and person; return how many are queued.

    In the scope of the actor's practice. Who switched such messages off gets none, but of tasks about safety.
    """
    assert actor.practice_id is not None
    now = current_scope("Tasks").now
    tasks = escalated_tasks(actor)
    if not tasks:
        return 0
    practice, members = registered(actor.practice_id), members_of(actor)
    told = {
        notify(
            SAFETY_TASK_ESCALATED if task.is_about_safety else TASK_ESCALATED,
            recipient=Recipient(member.email, person_id=member.person_id, zone=practice.zone),
            facts={"title": task.title, "due_at": task.due_at},
            practice_name=practice.name,
            once_key=f"task_escalated:{task.id}:{member.person_id}",
        )
        for task in tasks
        for member in members
        if task.role in member.roles_at(now)
    }
    return len(told)
