"""What the evidence of a video visit proves: who came, who waited, and what nobody can know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attune.kernel.interval import Interval
from attune.telehealth.rules.policy import VisitPolicy

MINUTE = timedelta(minutes=1)
SEEN_EVERY = timedelta(seconds=30)
"""How often a connection that is there says so."""


class Finding(StrEnum):
    """What the evidence says about one seat. Only the first two settle it."""

    ATTENDED = "attended"
    MISSED = "missed"
    PROVIDER_ABSENT = "provider_absent"
    """The provider was not there, or not for long enough to say that the patient did not come."""
    REFUSED_AT_DOOR = "refused_at_door"
    """The patient came to the door and was not let through it."""
    INTERRUPTED = "interrupted"
    """Both came, and were not together for long enough."""


SETTLES: Final = frozenset({Finding.ATTENDED, Finding.MISSED})
"""What needs nobody's word."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One connection's time, ``[start, end)``; None as its end is: still there."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one seat's visit. ``came_to_door``: the patient said where they are, whatever came of it."""

    session: Interval
    provider: tuple[Stay, ...] = ()
    waiting: tuple[Stay, ...] = ()
    patient: tuple[Stay, ...] = ()
    came_to_door: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the minutes it stands on."""

    finding: Finding
    together_minutes: int
    provider_minutes: int
    first_together_at: datetime | None


def end_of(*, seen_at: datetime, left_at: datetime | None, moment: datetime) -> datetime | None:
    """Return when a connection ended: as it said, else when it was last seen; None while it is there."""
    if left_at is not None:
        return left_at
    return None if moment - seen_at < 2 * SEEN_EVERY else seen_at


def merged(stays: Iterable[Stay], *, until: datetime) -> tuple[Interval, ...]:
    """Return the times somebody was there with any connection, in order, none touching another."""
    found: list[Interval] = []
    for stay in sorted(stays, key=lambda one: one.start):
        end = min(stay.end or until, until)
        if end <= stay.start:
            continue
        if found and stay.start <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Interval(stay.start, end))
    return tuple(found)


def together(ones: Sequence[Interval], others: Sequence[Interval]) -> tuple[Interval, ...]:
    """Return the times in both of two rows of times that each are merged."""
    shared = (one.clipped(other) for one in ones for other in others)
    return tuple(one for one in shared if one is not None)


def minutes(spans: Iterable[Interval]) -> int:
    """Return the whole minutes of some times, their seconds added up first."""
    return sum((one.length for one in spans), timedelta(0)) // MINUTE


def find(evidence: Evidence, *, moment: datetime, policy: VisitPolicy) -> Found:
    """Return what the evidence says at a moment.

    Nobody has missed a session whose provider was not there to hold it, nor one whose door or line failed them.
    """
    provider = merged(evidence.provider, until=moment)
    patient = merged(evidence.patient, until=moment)
    shared = together(provider, patient)
    both = minutes(shared)
    waited = minutes(filter(None, (one.clipped(evidence.session) for one in provider)))
    finding = _finding(evidence, both=both, waited=waited, policy=policy)
    return Found(finding, both, minutes(provider), min((one.start for one in shared), default=None))


def _finding(evidence: Evidence, *, both: int, waited: int, policy: VisitPolicy) -> Finding:
    if both >= policy.together_minutes_min:
        return Finding.ATTENDED
    if evidence.patient:
        return Finding.INTERRUPTED if evidence.provider else Finding.PROVIDER_ABSENT
    if waited < policy.waited_minutes_min:
        return Finding.PROVIDER_ABSENT
    return Finding.REFUSED_AT_DOOR if evidence.came_to_door or evidence.waiting else Finding.MISSED
