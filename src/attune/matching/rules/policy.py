"""Matching as an edition sets it."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class MatchingPolicy:
    """Who orders the eligible, how many are shown, and whether the practice itself assigns."""

    strategy: str = field(metadata=documented("Strategy that orders the eligible (dotted path)"))
    shown_at_first: int = field(metadata=documented("Providers shown at first"))
    shown_more: int = field(metadata=documented("Providers shown in all when asked for others"))
    is_assigned: bool = field(metadata=documented("The practice assigns, and its staff see who waits"))
