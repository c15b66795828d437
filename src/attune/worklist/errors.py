"""What the worklist refuses."""

from uuid import UUID


class WorklistError(Exception):
    """Base of the worklist's refusals."""


class NoSuchTask(WorklistError):
    """There is no such task for this person here."""

    def __init__(self, task_id: UUID) -> None:
        super().__init__(str(task_id))
        self.task_id = task_id


class EndsByItself(WorklistError):
    """A task of this kind ends when its cause does; nobody ticks it off."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class NoOwner(WorklistError):
    """A task was to belong to nobody, or to a person and a role at once."""
