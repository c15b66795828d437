"""What setting reminders refuses."""

from attune.scheduling.errors import SchedulingError


class LadderOutOfBounds(SchedulingError):
    """The edition allows no such reminders. ``bound`` names the field of its policy."""

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound
