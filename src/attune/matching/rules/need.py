"""What a patient needs and wishes for, as far as matching looks at it."""

from collections.abc import Iterator
from dataclasses import dataclass

SELF_PAY = "self_pay"
"""The payer of patients who pay themselves."""


@dataclass(frozen=True, slots=True)
class Need:
    """One patient's requirements, and as ``preferred_…`` the wishes that are none.

    Codes are those of directory's vocabulary.
    """

    patient_id: str
    state: str
    concerns: tuple[str, ...]
    """The most important first."""
    language: str
    age_group: str
    places: tuple[str, ...]
    """Where a session may take place; any of them will do."""
    payer: str
    windows: tuple[str, ...]
    """The parts of the week the patient can come in."""
    budget_minor: int | None = None
    """The most a session may cost; asked only of patients who pay themselves."""
    needs_prescriber: bool = False
    preferred_gender: str | None = None
    required_gender: str | None = None
    preferred_language: str | None = None
    preferred_method: str | None = None
    required_method: str | None = None
    format: str = "individual"
    """Who takes part."""

    def weighted_concerns(self) -> Iterator[tuple[str, float]]:
        """Yield each concern with its weight: each counts half of the one before, together they count 1."""
        total = sum(0.5**place for place in range(len(self.concerns)))
        for place, concern in enumerate(self.concerns):
            yield concern, 0.5**place / total
