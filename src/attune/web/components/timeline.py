"""A chart's story on one string."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attune.web.components.notices import Badge
from attune.web.components.text import Text


class Bead(StrEnum):
    """What an event was; the bead's shape says it."""

    SESSION = "session"
    MEASURE = "measure"
    RISK = "risk"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One bead: what happened, when, and a sentence."""

    title: Text
    at: datetime
    text: Text
    icon: str
    bead: Bead = Bead.OTHER
    badge: Badge | None = None
    url: str = ""
    """Where it stands in full."""


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """The events of one month, newest first."""

    heading: Text
    events: tuple[TimelineEvent, ...]
