"""Who gets a message: a value, so that no context is asked for its people."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address and how its reader reads. ``zone`` is an IANA name; no person id: not signed up yet."""

    address: str
    person_id: UUID | None = None
    zone: str = "America/New_York"
    locale: str = "en-us"
