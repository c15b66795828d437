"""The door of a video visit: when it is open, and how long what was said at it holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attune.kernel.interval import Interval
from attune.telehealth.rules.policy import VisitPolicy

ELSEWHERE: Final = "ZZ"
"""The answer of somebody who is outside the United States; no license covers it."""


class Door(StrEnum):
    """How the door stands."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVER = "over"


class Barrier(StrEnum):
    """Why somebody does not come in, or not now. ``WAITING`` and ``CHECK_IN`` are steps, the others refusals."""

    NO_VIDEO = "no_video"
    """The session does not take place by video."""
    GROUP = "group"
    """Several people have a seat: rooms are for two."""
    NOT_BOOKED = "not_booked"
    """Canceled, released, or never booked."""
    NOT_YET = "not_yet"
    OVER = "over"
    CONSENT = "consent"
    """The consent to telehealth has to be given, or given anew."""
    CHECK_IN = "check_in"
    """Nobody has said where they are now."""
    NOT_CLEARED = "not_cleared"
    """The provider may not see somebody who is where they said they are."""
    WAITING = "waiting"
    """In the waiting room, until the provider lets them in."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the door looks at of a session."""

    session: Interval
    is_video: bool
    is_group: bool
    is_booked: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The last time somebody said where they are: when, what came of it, and when they were last there since."""

    at: datetime
    is_cleared: bool
    is_admitted: bool
    last_seen_at: datetime | None = None


def open_span(session: Interval, policy: VisitPolicy) -> Interval:
    """Return from when to when (exclusive) the door is open."""
    before, after = policy.opens_minutes_before, policy.closes_minutes_after
    return session.padded(before=timedelta(minutes=before), after=timedelta(minutes=after))


def door_at(moment: datetime, session: Interval, policy: VisitPolicy) -> Door:
    """Return how the door stands at a moment."""
    span = open_span(session, policy)
    if moment < span.start:
        return Door.NOT_YET
    return Door.OPEN if moment < span.end else Door.OVER


def visit_barrier(visit: Visit, *, moment: datetime, policy: VisitPolicy) -> Barrier | None:
    """Return what keeps everybody out, the provider too; None while the door is open."""
    if not visit.is_booked:
        return Barrier.NOT_BOOKED
    if not visit.is_video:
        return Barrier.NO_VIDEO
    if visit.is_group:
        return Barrier.GROUP
    closed = {Door.NOT_YET: Barrier.NOT_YET, Door.OVER: Barrier.OVER}
    return closed.get(door_at(moment, visit.session, policy))


def holds(answer: Answer, *, moment: datetime, session: Interval, policy: VisitPolicy) -> bool:
    """Return whether an answer still tells where somebody is: given at this door, and they were not away for long."""
    lately = max(answer.at, answer.last_seen_at or answer.at)
    is_of_this_door = answer.at >= open_span(session, policy).start
    return is_of_this_door and moment < lately + timedelta(minutes=policy.check_in_minutes)


def patient_barrier(
    visit: Visit, answer: Answer | None, *, has_consent: bool, moment: datetime, policy: VisitPolicy
) -> Barrier | None:
    """Return what keeps a patient out of the room; None lets them in."""
    shut = visit_barrier(visit, moment=moment, policy=policy)
    if shut is not None:
        return shut
    if not has_consent:
        return Barrier.CONSENT
    if answer is None or not holds(answer, moment=moment, session=visit.session, policy=policy):
        return Barrier.CHECK_IN
    if not answer.is_cleared:
        return Barrier.NOT_CLEARED
    return None if answer.is_admitted else Barrier.WAITING
