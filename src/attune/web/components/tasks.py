"""Lists of what someone must do: what, why it matters, when, and the one action that mends it."""

from dataclasses import dataclass
from enum import StrEnum

from attune.web.components.actions import Action, Size
from attune.web.components.notices import EmptyState
from attune.web.components.text import Text


class Urgency(StrEnum):
    """How near a task is: `NOW` is lit by the lamp."""

    NOW = "now"
    URGENT = "urgent"
    SOON = "soon"
    CALM = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to do. `due` is already in words; `other` is a quieter second way."""

    title: Text
    why: Text
    action: Action
    due: Text = ""
    icon: str = "check"
    urgency: Urgency = Urgency.CALM
    other: Action | None = None
    is_phi: bool = False


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one person, worst first, under one heading.

    `empty` stands there when nothing needs doing; the region fetches itself again
    from `refresh_url` on the event `refresh-<key>`.
    """

    heading: Text
    rows: tuple[TaskRow, ...]
    summary: Text = ""
    empty: EmptyState | None = None
    refresh_url: str = ""
    key: str = "tasks"
    button_size: Size = Size.SMALL
