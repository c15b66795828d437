"""The task to set up a second factor: opened when it is missing, ended when it is there."""

from datetime import timedelta
from uuid import UUID

from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import current_scope
from attune.worklist.actions.end_task import settle_task
from attune.worklist.actions.open_task import open_task
from attune.worklist.task_kinds import SET_UP_SECOND_FACTOR

OFFERED_FOR = timedelta(days=7)


def ask_for_second_factor(person_id: UUID) -> UUID:
    """Open the task in the person's own scope, due in a week, and return its id; a second call changes nothing."""
    opened = current_scope("A task")
    assert opened.holder_id == person_id, "the task is the person's own"
    return open_task(
        system_actor(None),
        kind=SET_UP_SECOND_FACTOR,
        subject_id=person_id,
        due_at=opened.now + OFFERED_FOR,
        owner_id=person_id,
    )


def second_factor_is_there(person_id: UUID) -> bool:
    """End the task in the person's own scope; return whether there was one."""
    return settle_task(system_actor(None), kind=SET_UP_SECOND_FACTOR, subject_id=person_id)
