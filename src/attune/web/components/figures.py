"""Numbers and facts that stand by themselves."""

from dataclasses import dataclass
from enum import StrEnum

from attune.web.components.text import Text


class Change(StrEnum):
    """Whether a change is welcome."""

    PLAIN = ""
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, what it counts, and how it changed, in words."""

    label: Text
    value: str
    change: Text = ""
    change_is: Change = Change.PLAIN
    is_phi: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of keys and values."""

    label: Text
    value: str
    url: str = ""
    is_phi: bool = False
