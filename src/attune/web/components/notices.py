"""What the product says to a person: badges, alerts, toasts, empty places and the crisis panel."""

from dataclasses import dataclass
from enum import StrEnum

from attune.web.components.actions import Action
from attune.web.components.text import Text


class Tone(StrEnum):
    """What a fact means. `NOTE` is also the outcome "cannot check"."""

    PLAIN = ""
    GOOD = "good"
    CAUTION = "caution"
    DANGER = "danger"
    NOTE = "note"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Badge:
    """A fact in one or two words; never something to press."""

    label: Text
    tone: Tone = Tone.PLAIN


class CheckOutcome(StrEnum):
    """The three outcomes of a check, and the state before it ran."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"
    WAITING = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a row of checks, with its outcome in words for screen readers."""

    label: Text
    outcome: CheckOutcome
    in_words: Text


_ALERT_ICONS = {
    Tone.PLAIN: "clock",
    Tone.NOTE: "clock",
    Tone.GOOD: "check",
    Tone.CAUTION: "alert",
    Tone.DANGER: "alert",
    Tone.NOW: "door",
}


@dataclass(frozen=True, slots=True)
class Alert:
    """What stays above a thing until it is solved: what is wrong, then what to do."""

    title: Text
    text: Text = ""
    tone: Tone = Tone.NOTE
    icon_name: str = ""
    actions: tuple[Action, ...] = ()
    is_urgent: bool = False

    @property
    def icon(self) -> str:
        """Return the icon's name: the one chosen, else the tone's own."""
        return self.icon_name or _ALERT_ICONS[self.tone]


@dataclass(frozen=True, slots=True)
class Toast:
    """What one just did, in a sentence, with Undo where there is one."""

    text: Text
    undo: Action | None = None


class Drawing(StrEnum):
    """The line drawings."""

    DESK = "desk"
    DOOR = "door"
    FORK = "fork"
    LETTER = "letter"
    HERO = "hero"


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What will stand here, and the one action that brings it."""

    heading: Text
    text: Text
    drawing: Drawing = Drawing.DESK
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class CrisisWay:
    """One way to a person now: a number to call or write to."""

    label: Text
    text: Text
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Crisis:
    """The panel that replaces the next step when someone may be in danger.

    `follow_up` says who will call and by when.
    """

    heading: Text
    text: Text
    ways: tuple[CrisisWay, ...]
    follow_up: Alert | None = None
    plan: Action | None = None
