"""What the registry of practices refuses."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


class PracticesError(Exception):
    """Base of what the registry refuses."""


class NoSuchPractice(PracticesError):
    """The registry has no practice with this id or address."""

    def __init__(self, wanted: UUID | str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class NoMorePractices(PracticesError):
    """The edition has as many practices as it may have."""

    def __init__(self, practices_max: int) -> None:
        super().__init__(practices_max)
        self.practices_max = practices_max


class PracticeNameMissing(PracticesError):
    """A practice was to be made without a name."""

    def __init__(self) -> None:
        super().__init__("Name the clinic: --practice NAME.")


class MoveForbidden(PracticesError):
    """A practice cannot come from its state into the wanted one."""

    def __init__(self, now: str, wanted: str) -> None:
        super().__init__(now, wanted)
        self.now, self.wanted = now, wanted


class ApplicationsClosed(PracticesError):
    """Practices do not found themselves in this edition."""


@dataclass(frozen=True, slots=True)
class FactProblem:
    """What is wrong with a fact: ``missing``, ``malformed``, ``unknown`` or ``never_issued``."""

    fact: str
    problem: str


class ApplicationIncomplete(PracticesError):
    """Facts of an application are missing or malformed."""

    def __init__(self, problems: tuple[FactProblem, ...]) -> None:
        super().__init__(*(problem.fact for problem in problems))
        self.problems = problems


class AppliedAlready(PracticesError):
    """This application was sent already."""

    def __init__(self, practice_id: UUID) -> None:
        super().__init__(practice_id)
        self.practice_id = practice_id


class NoApplication(PracticesError):
    """The practice was not founded by an application."""


class ItemsMissing(PracticesError):
    """Items of a checklist are not done."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(*items)
        self.items = items


class NoSuchItem(PracticesError):
    """No checklist has this item."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class NoSuchState(PracticesError):
    """No state has this code."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NoSuchEmployment(PracticesError):
    """Nobody of this id is employed here."""

    def __init__(self, employment_id: UUID) -> None:
        super().__init__(employment_id)
        self.employment_id = employment_id


class EmployedAlready(PracticesError):
    """The person is employed here."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__(person_id)
        self.person_id = person_id


class NotEmployingHere(PracticesError):
    """Providers are independent in this edition: nobody is employed, and no state is opened by the organization."""


class EndsBeforeItBegins(PracticesError):
    """The last day lies before the first."""

    def __init__(self, begins_on: date, ends_on: date) -> None:
        super().__init__(begins_on, ends_on)
        self.begins_on, self.ends_on = begins_on, ends_on


class NotAgreed(PracticesError):
    """What a practice signs before it goes live is not signed, or ended."""


class ReasonMissing(PracticesError):
    """A change that takes a reason was asked for without one."""
