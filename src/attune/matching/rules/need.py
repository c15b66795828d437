"""What a patient needs and wishes for, as far as matching looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

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


def codes_of(need: Need) -> dict[str, Any]:
    """Return a need as it is kept: codes and numbers, without whose it is."""
    kept = {field.name: getattr(need, field.name) for field in fields(need) if field.name != "patient_id"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


def need_from(codes: Mapping[str, Any], *, patient_id: str) -> Need:
    """Return a need that was kept by ``codes_of``."""
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in codes.items()}
    return Need(patient_id=patient_id, **told)
