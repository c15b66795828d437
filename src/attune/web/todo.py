"""The tasks of a home page."""

from attune.web.access import PersonRequest
from attune.web.components.notices import Drawing, EmptyState
from attune.web.components.shell import Count
from attune.web.components.tasks import TaskList

NOTHING = EmptyState("Nothing needs you", "What somebody must do stands here, the most urgent first.", Drawing.DESK)


def tasks_here(request: PersonRequest) -> TaskList:
    """Return what the person has to do where they work now, or in their own care."""
    return TaskList(heading="To do", rows=(), empty=NOTHING)


def open_count(tasks: TaskList) -> Count | None:
    """Return how many things there are to do, for the navigation; None for none."""
    return Count(len(tasks.rows), "to do") if tasks.rows else None
