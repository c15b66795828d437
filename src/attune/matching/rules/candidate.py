"""What a provider offers, as far as matching looks at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One provider: where licensed, for whom and what, at which price, and when really free."""

    provider_id: str
    states: frozenset[str]
    specialties: frozenset[str]
    """As declared."""
    languages: frozenset[str]
    gender: str
    age_groups: frozenset[str]
    formats: frozenset[str]
    payers: frozenset[str]
    price_minor: int
    """What a session costs who pays themselves."""
    is_prescriber: bool
    free_slots: Mapping[str, int]
    """Bookable times in each part of the week."""

    def free_within(self, windows: Iterable[str]) -> int:
        """Return how many bookable times lie in these parts of the week."""
        return sum(self.free_slots.get(window, 0) for window in set(windows))
