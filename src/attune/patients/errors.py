"""What patients' actions and queries refuse."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID


class PatientsError(Exception):
    """Base of what the context refuses."""


class NoSuchChart(PatientsError):
    """There is no such chart here for this actor."""

    def __init__(self, chart_id: UUID) -> None:
        super().__init__(str(chart_id))
        self.chart_id = chart_id


class NoSuchDependent(PatientsError):
    """The person signs for no such child."""

    def __init__(self, dependent_id: UUID) -> None:
        super().__init__(str(dependent_id))
        self.dependent_id = dependent_id


class NoSuchFollowUp(PatientsError):
    """There is nobody here to be called for this actor under this id."""

    def __init__(self, follow_up_id: UUID) -> None:
        super().__init__(str(follow_up_id))
        self.follow_up_id = follow_up_id


class AnswerRefused(PatientsError):
    """Base of why an answer is not taken. ``field`` is the question's field."""

    field = ""


class CodeUnknown(AnswerRefused):
    """The answer is none of those that can be given."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class AnswerMissing(AnswerRefused):
    """The question needs an answer."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class OwnWordsTooLong(AnswerRefused):
    """The words of one's own are longer than what is kept."""

    field = "own_words"

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class BirthDateWrong(AnswerRefused):
    """Nobody alive was born on this date."""

    field = "birth_date"

    def __init__(self, *, is_future: bool) -> None:
        super().__init__("future" if is_future else "too long ago")
        self.is_future = is_future


class TooYoung(AnswerRefused):
    """Children of this age are not served."""

    field = "birth_date"

    def __init__(self, age: int) -> None:
        super().__init__("too young")
        self.age = age


class GrownUp(AnswerRefused):
    """Nobody signs for an adult as for a child."""

    field = "birth_date"


class MinorAlone(AnswerRefused):
    """Somebody this young needs a guardian where they are."""

    field = "birth_date"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class BudgetWrong(AnswerRefused):
    """A budget is a sum of money above nothing, and asked only of who pays themselves."""

    field = "budget_minor"


class NoSuchZip(AnswerRefused):
    """There is no such ZIP code."""

    field = "zip_code"

    def __init__(self, zip_code: str) -> None:
        super().__init__(zip_code)
        self.zip_code = zip_code


class ZipOutsideStates(AnswerRefused):
    """A ZIP code of the forces abroad: it lies in no state and has no time zone."""

    field = "zip_code"

    def __init__(self, zip_code: str) -> None:
        super().__init__(zip_code)
        self.zip_code = zip_code


class NoSuchState(AnswerRefused):
    """There is no such state."""

    field = "state"


class MustWithoutWish(AnswerRefused):
    """Something is a must, and nobody said what."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class AnswersIncomplete(PatientsError):
    """What a chart needs was not answered yet. ``step`` is the question's."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class BirthDatesDiffer(PatientsError):
    """The child signed for was born on another day than the answers say."""

    def __init__(self, answered: date | None) -> None:
        super().__init__("the answers tell another birth date")
        self.answered = answered


class ConsentMissing(PatientsError):
    """Texts that have to be agreed to first."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(", ".join(kinds))
        self.kinds = tuple(kinds)


class NoSuchText(PatientsError):
    """There is no such text, or this version of it is no longer in force."""

    def __init__(self, kind: str, version: str) -> None:
        super().__init__(f"{kind} {version}")
        self.kind, self.version = kind, version


class NotSigned(PatientsError):
    """A consent needs the name of who gives it."""


class NotAGuardian(PatientsError):
    """Only who may decide for the child signs for it."""
