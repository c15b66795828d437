"""When the door of a visit opens, what it asks, and how long an answer holds: by tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from attune.kernel.interval import Interval
from attune.telehealth.rules.door import Answer, Barrier, Door, Visit, door_at, holds, patient_barrier, visit_barrier
from attune.telehealth.rules.policy import VisitPolicy

POLICY = VisitPolicy(
    opens_minutes_before=15,
    closes_minutes_after=30,
    check_in_minutes=15,
    together_minutes_min=10,
    waited_minutes_min=10,
    settle_hours_after=4,
)
START = datetime(2027, 3, 14, 9, 0, tzinfo=UTC)
SESSION = Interval(START, START + timedelta(minutes=50))
VISIT = Visit(SESSION, is_video=True, is_group=False, is_booked=True)


def at(minutes: float) -> datetime:
    """Return a moment so many minutes after the start."""
    return START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-24 * 60, Door.NOT_YET),
        (-15.1, Door.NOT_YET),
        (-15, Door.OPEN),
        (0, Door.OPEN),
        (79.9, Door.OPEN),
        (80, Door.OVER),
        (24 * 60, Door.OVER),
    ],
)
def test_the_door_is_open_from_before_the_start_until_after_the_end(minutes, expected):
    assert door_at(at(minutes), SESSION, POLICY) is expected


@pytest.mark.parametrize(
    ("visit", "minutes", "expected"),
    [
        (VISIT, 0, None),
        (VISIT, -20, Barrier.NOT_YET),
        (VISIT, 81, Barrier.OVER),
        (replace(VISIT, is_booked=False), 0, Barrier.NOT_BOOKED),
        (replace(VISIT, is_booked=False), 81, Barrier.NOT_BOOKED),
        (replace(VISIT, is_video=False), 0, Barrier.NO_VIDEO),
        (replace(VISIT, is_group=True), 0, Barrier.GROUP),
    ],
)
def test_what_is_no_open_visit_keeps_everybody_out(visit, minutes, expected):
    assert visit_barrier(visit, moment=at(minutes), policy=POLICY) is expected


CLEARED = Answer(at(-10), is_cleared=True, is_admitted=False)


@pytest.mark.parametrize(
    ("answer", "has_consent", "minutes", "expected"),
    [
        (None, True, -10, Barrier.CHECK_IN),
        (None, False, -10, Barrier.CONSENT),
        (CLEARED, True, -5, Barrier.WAITING),
        (CLEARED, False, -5, Barrier.CONSENT),
        (replace(CLEARED, is_cleared=False), True, -5, Barrier.NOT_CLEARED),
        (replace(CLEARED, is_cleared=False, is_admitted=True), True, -5, Barrier.NOT_CLEARED),
        (replace(CLEARED, is_admitted=True), True, -5, None),
        (replace(CLEARED, is_admitted=True), True, 5, Barrier.CHECK_IN),
        (replace(CLEARED, is_admitted=True, last_seen_at=at(20)), True, 34, None),
        (replace(CLEARED, is_admitted=True, last_seen_at=at(20)), True, 35, Barrier.CHECK_IN),
        (replace(CLEARED, is_admitted=True, last_seen_at=at(79)), True, 80, Barrier.OVER),
    ],
)
def test_a_patient_comes_in_by_a_fresh_answer_a_clearance_and_an_admission(answer, has_consent, minutes, expected):
    found = patient_barrier(VISIT, answer, has_consent=has_consent, moment=at(minutes), policy=POLICY)

    assert found is expected


def test_an_answer_of_before_the_session_moved_holds_no_more():
    moved = Interval(SESSION.start + timedelta(minutes=10), SESSION.end + timedelta(minutes=10))
    answer = Answer(at(-6), is_cleared=True, is_admitted=True)

    assert holds(answer, moment=at(-4), session=SESSION, policy=POLICY)
    assert not holds(answer, moment=at(-4), session=moved, policy=POLICY)
