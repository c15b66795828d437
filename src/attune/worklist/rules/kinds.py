"""The catalogue of tasks: a row names its kind, the words stand in code, so no row holds a health fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Protocol

DAY = timedelta(days=1)


class Words(Protocol):
    """A text, or one that is translated when it is shown."""

    def __str__(self) -> str: ...


class Urgency(IntEnum):
    """How near a task is; the lower, the worse."""

    NOW = 0
    URGENT = 1
    SOON = 2
    CALM = 3


@dataclass(frozen=True, slots=True)
class UrgencyRule:
    """How long before it is due a task becomes urgent, and soon. When it is due it is now."""

    urgent_within: timedelta = DAY
    soon_within: timedelta = 3 * DAY

    def at(self, now: datetime, *, due_at: datetime) -> Urgency:
        """Return how near a task is."""
        left = due_at - now
        if left <= timedelta(0):
            return Urgency.NOW
        if left <= self.urgent_within:
            return Urgency.URGENT
        return Urgency.SOON if left <= self.soon_within else Urgency.CALM


@dataclass(frozen=True, slots=True)
class TaskKind:
    """What there is to do. ``escalates_to`` is a role's name, asked ``escalates_after`` the due moment.

    With ``ends_by_itself`` the task ends with its cause. ``url_takes_subject``: the page
    is that of the task's subject. Operators may have a page of their own for it. With ``is_about_safety`` whoever it
    escalates to is mailed, also if they switched messages about tasks off.
    """

    name: str
    title: Words
    why: Words
    action_label: Words
    url_name: str
    url_name_for_operators: str = ""
    url_takes_subject: bool = False
    urgency: UrgencyRule = UrgencyRule()
    escalates_to: str = ""
    escalates_after: timedelta = timedelta(0)
    ends_by_itself: bool = False
    is_about_safety: bool = False


_register: dict[str, TaskKind] = {}


def task_kind(kind: TaskKind) -> TaskKind:
    """Declare a kind of task at import time, in the ``task_kinds`` module of its context."""
    assert kind.name not in _register, f"{kind.name} is declared twice"
    _register[kind.name] = kind
    return kind


def every_task_kind() -> Mapping[str, TaskKind]:
    """Return all declared kinds by name."""
    return dict(sorted(_register.items()))
