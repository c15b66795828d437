"""What a provider offers, as far as matching looks at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offering of a provider: where licensed, for whom and what, at which price, and when really free.

    Codes are those of directory's vocabulary.
    """

    provider_id: str
    states: frozenset[str]
    specialties: frozenset[str]
    """As declared."""
    languages: frozenset[str]
    gender: str
    age_groups: frozenset[str]
    places: frozenset[str]
    payers: frozenset[str]
    price_minor: int
    """What a session costs who pays themselves."""
    is_prescriber: bool
    free_slots: Mapping[str, int]
    """Bookable times in each part of the week."""
    modalities: frozenset[str] = frozenset()
    """The methods declared."""
    format: str = "individual"
    """Who takes part."""
    listing_id: str = ""
    """Which of the provider's offerings; empty where each has one."""
    takes_new_patients: bool = True
    is_known: bool = False
    """Whether this patient has been seen by the provider before."""
    sessions_max: int | None = None
    """How many sessions the provider wants a week; None where nobody counts them."""
    sessions_booked: int = 0
    """How many of those are taken."""
    turn: int = 0
    """Whose turn it is among equals: the lowest first."""

    @property
    def sessions_left(self) -> int | None:
        """How many sessions the provider has left this week; None where nobody counts them."""
        return None if self.sessions_max is None else max(0, self.sessions_max - self.sessions_booked)

    def free_within(self, windows: Iterable[str]) -> int:
        """Return how many bookable times lie in these parts of the week."""
        return sum(self.free_slots.get(window, 0) for window in set(windows))
