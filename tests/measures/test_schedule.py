"""The rhythm: a baseline, then every so many days or sessions."""

from datetime import UTC, datetime, timedelta

import pytest

from attune.measures.rules.policy import MeasurePolicy
from attune.measures.rules.schedule import Asked, State, is_due, state_now

RULES = MeasurePolicy(
    instruments=("phq-9",), every_days=14, every_sessions=4, hours_before=48, open_days=7, reach_within_minutes=120
)
SESSION = datetime(2027, 3, 15, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days_ago", "sessions_since", "due"),
    [(None, 1, True), (7, 1, False), (11.9, 2, False), (12, 2, True), (14, 2, True), (3, 3, False), (3, 4, True)],
)
def test_when_it_is_due(days_ago, sessions_since, due):
    last = None if days_ago is None else SESSION - timedelta(days=days_ago)

    assert is_due(RULES, Asked(last, sessions_since), session_at=SESSION) is due


@pytest.mark.parametrize(
    ("state", "minutes", "now"),
    [
        (State.SENT, -1, State.SENT),
        (State.STARTED, -1, State.STARTED),
        (State.SENT, 0, State.EXPIRED),
        (State.STARTED, 1, State.EXPIRED),
        (State.SUBMITTED, 1, State.SUBMITTED),
    ],
)
def test_what_was_not_answered_in_time_is_over_noted_or_not(state, minutes, now):
    assert state_now(state, closes_at=SESSION, now=SESSION + timedelta(minutes=minutes)) is now
