"""What somebody searches for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGE_SIZE = 12


@dataclass(frozen=True, slots=True)
class Search:
    """A search: choices by facet, and what narrows it besides. ``zone`` is the viewer's, an IANA name.

    ``free_within_days`` and the windows of the week are counted on the viewer's clock and from now.
    """

    zone: str
    state: str = ""
    text: str = ""
    price_minor_max: int | None = None
    free_within_days: int | None = None
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
