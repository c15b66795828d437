"""When a questionnaire is sent: before the first session, then with some of the next ones.

Source: docs/explanation/measures.md#schedule.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from attune.measures.rules.policy import MeasurePolicy

SLACK = timedelta(days=2)
"""A weekly session moves by a day or two; the rhythm does not."""


class State(StrEnum):
    """What became of a questionnaire."""

    SENT = "sent"
    STARTED = "started"
    SUBMITTED = "submitted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


OPEN = (State.SENT, State.STARTED)
"""The states in which it can be answered, as long as it is not closed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a chart's rhythm: when it was last due, and the sessions since, the coming one included."""

    last_due_at: datetime | None
    sessions_since: int


def is_due(policy: MeasurePolicy, asked: Asked, *, session_at: datetime) -> bool:
    """Return whether the questionnaire goes out before a session."""
    if asked.last_due_at is None:
        return True
    if session_at - asked.last_due_at >= timedelta(days=policy.every_days) - SLACK:
        return True
    return asked.sessions_since >= policy.every_sessions


def state_now(state: State, *, closes_at: datetime, now: datetime) -> State:
    """Return the state as it is at a moment: what was not answered in time has expired, noted or not."""
    return State.EXPIRED if state in OPEN and now >= closes_at else state
