"""What measures refuse."""

from collections.abc import Sequence
from uuid import UUID


class MeasuresError(Exception):
    """Base of what the context refuses."""


class InvalidInstrument(MeasuresError):
    """An instrument's file does not say what it has to; ``reason`` says which part."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchInstrument(MeasuresError):
    """There is no instrument of this code and version."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoSuchAssessment(MeasuresError):
    """There is no such questionnaire here for this actor."""

    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(str(assessment_id))
        self.assessment_id = assessment_id


class NoSuchFlag(MeasuresError):
    """There is nobody here to be reached for this actor under this id."""

    def __init__(self, flag_id: UUID) -> None:
        super().__init__(str(flag_id))
        self.flag_id = flag_id


class AlreadySent(MeasuresError):
    """The same questionnaire waits for an answer already."""

    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(str(assessment_id))
        self.assessment_id = assessment_id


class DoesNotFitAge(MeasuresError):
    """The instrument is not meant for somebody so young."""

    def __init__(self, age_from: int) -> None:
        super().__init__(age_from)
        self.age_from = age_from


class DueInThePast(MeasuresError):
    """A questionnaire is due later than now."""


class NotOpen(MeasuresError):
    """It can no longer be answered; ``state`` says why: submitted, expired or withdrawn."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class AnswerRefused(MeasuresError):
    """Base of why an answer is not taken. Never carries the answer itself."""


class NoSuchItem(AnswerRefused):
    """The instrument has no such question."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class AnswerOutOfRange(AnswerRefused):
    """The answer is none of those that can be given to the question."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class ItemsMissing(AnswerRefused):
    """Questions without an answer; ``may_be_left_out`` says whether a score can be made without them."""

    def __init__(self, items: Sequence[str], *, may_be_left_out: bool) -> None:
        super().__init__(", ".join(items))
        self.items, self.may_be_left_out = tuple(items), may_be_left_out


class OutcomeMissing(MeasuresError):
    """A word is needed about how it went."""
