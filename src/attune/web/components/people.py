"""Portraits in doorways, and who they are."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from attune.web.components.formatting import initials
from attune.web.components.text import Text

_TINTS = 4


class DoorSize(StrEnum):
    """32, 40 or 80 pixels wide."""

    SMALL = "small"
    NORMAL = ""
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person in a doorway: the photo, or else the initials on a tint chosen by id."""

    person_id: UUID
    name: str
    photo_url: str = ""

    @property
    def initials(self) -> str:
        """Return at most two letters of the name."""
        return initials(self.name)

    @property
    def tint(self) -> int:
        """Return 1 to 4, always the same for the same person."""
        return self.person_id.int % _TINTS + 1


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A portrait with the name beside it and one line under the name."""

    portrait: Portrait
    under: Text = ""
    is_phi: bool = False
