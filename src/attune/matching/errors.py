"""What matching refuses, each with the values that tell where."""

from pathlib import Path
from uuid import UUID


class MatchingError(Exception):
    """The base of what matching refuses."""


class WorldFileMissing(MatchingError):
    """A folder lacks a file of the format, or it cannot be opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is not a file that can be read."


class WorldFileWrong(MatchingError):
    """A file of a world does not follow the format; says where. The first line is 1."""

    def __init__(self, path: Path, *, line: int, column: str, problem: str) -> None:
        super().__init__(path, line, column, problem)
        self.path, self.line, self.column, self.problem = path, line, column, problem

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}, column {self.column}: {self.problem}."


class NoSuchAssignment(MatchingError):
    """Nobody with this id waits at the practice."""

    def __init__(self, assignment_id: UUID) -> None:
        super().__init__(assignment_id)
        self.assignment_id = assignment_id


class AssignedAlready(MatchingError):
    """The clinician who was chosen is the one already assigned."""

    def __init__(self, provider_id: UUID) -> None:
        super().__init__(provider_id)
        self.provider_id = provider_id


class NotOnTheTeam(MatchingError):
    """The clinician who was chosen does not see patients of the practice now."""

    def __init__(self, provider_id: UUID) -> None:
        super().__init__(provider_id)
        self.provider_id = provider_id


class ReasonMissing(MatchingError):
    """Somebody else was chosen without a word why."""


class NotEnoughAnswered(MatchingError):
    """What is needed to recommend anybody has not been answered yet."""
