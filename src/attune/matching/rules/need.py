"""What a patient needs and wishes for, as far as matching looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass

SELF_PAY = "self_pay"
"""The payer of patients who pay themselves."""


@dataclass(frozen=True, slots=True)
class Need:
    """One patient's requirements, and the one wish that is no requirement: the preferred gender."""

    patient_id: str
    state: str
    concerns: tuple[str, ...]
    """The most important first."""
    language: str
    age_group: str
    format: str
    payer: str
    windows: tuple[str, ...]
    """The parts of the week the patient can come in."""
    budget_minor: int | None = None
    """The most a session may cost; asked only of patients who pay themselves."""
    needs_prescriber: bool = False
    preferred_gender: str | None = None

    def weighted_concerns(self) -> Iterator[tuple[str, float]]:
        """Yield each concern with its weight: each counts half of the one before, together they count 1."""
        total = sum(0.5**place for place in range(len(self.concerns)))
        for place, concern in enumerate(self.concerns):
            yield concern, 0.5**place / total
