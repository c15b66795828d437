"""What the dice say of each patient: when they come, how often, what becomes of each session. The same every time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

from attune.demo.worlds.crowd import state_of
from attune.demo.worlds.world import DemoPatient

HANDS = 4
"""A world is lived by so many hands that never touch each other's providers, each in a process of its own.

They are more than a small machine has processors: where one hand has much to do in a step, or waits for the database,
another goes on.
"""

SETTLING = timedelta(days=1, hours=12)
"""Nobody signs up in the last hours: whoever tries the demonstration is the newest."""

ASKS = 3
"""Which of them answers that they are not safe."""

CONFUSED = (1, 4)
"""Whose second session is put down as attended by mistake: one's practice is paid out much, the other's little."""


class Turn(StrEnum):
    """What becomes of a session that was booked."""

    ATTENDED = "attended"
    MISSED = "missed"
    PUT_RIGHT = "put_right"
    """Missed, put down as attended, and put right after the money was paid out."""
    CANCELED_EARLY = "canceled_early"
    CANCELED_LATE = "canceled_late"


class Course(StrEnum):
    """How somebody fares from one week to the next."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


_TURNS = (Turn.ATTENDED, Turn.MISSED, Turn.CANCELED_EARLY, Turn.CANCELED_LATE)
_TURN_WEIGHTS = (84, 6, 6, 4)
_COURSES, _COURSE_WEIGHTS = tuple(Course), (62, 26, 12)
_STAYS, _STAY_WEIGHTS = (0, 1, 2, 12), (16, 38, 22, 24)
"""Some look and do not book, some come once, some for a while, others stay."""
_RHYTHMS, _RHYTHM_WEIGHTS = (1, 2, 3), (10, 55, 35)
"""Weeks from one session to the next: weekly, every other week, or with a pause."""


@dataclass(frozen=True, slots=True)
class Life:
    """One patient's six weeks. ``comes_before`` is how long before now they sign up; ``hand`` is below HANDS."""

    patient: DemoPatient
    hand: int
    comes_before: timedelta
    is_named: bool
    """Whether the demonstration tells how to sign in as them."""
    sessions_max: int
    course: Course
    severity: int
    """How ill they are at first, in points of a questionnaire."""
    asks_for_help: bool
    """Whether they answer once that they are not safe."""
    is_confused: bool
    """Whether it is put down once that they came though they did not."""
    lead: int
    """Which of the free times they take first: people do not all take the soonest."""
    weeks_between: int
    """How long after one session the next one is."""
    seed: str

    def turns(self) -> Iterator[Turn]:
        """Yield what becomes of one session after the other; somebody's first one they keep."""
        dice = Random(f"{self.seed}:turns")  # noqa: S311
        yield Turn.ATTENDED
        if self.is_confused:
            yield Turn.PUT_RIGHT
        while True:
            yield dice.choices(_TURNS, _TURN_WEIGHTS)[0]


def lives(
    patients: Sequence[DemoPatient],
    hands: Mapping[str, int],
    near: Mapping[str, Sequence[int]],
    *,
    named: int,
    history: timedelta,
    seed: int,
) -> list[Life]:
    """Return a life for each patient. The first ``named`` come early and stay: they are who one signs in as.

    ``hands`` says whose each provider is, by address; ``near`` which hands have somebody for adults, by state. The
    one of them with the fewest patients lives a life.
    """
    busy: Counter[int] = Counter()
    found = []
    for place, one in enumerate(patients):
        there = [hands[one.sees]] if one.sees in hands else near.get(state_of(one)) or range(HANDS)
        hand = min(there, key=lambda which: (busy[which], which))
        busy[hand] += 1
        found.append(_life(one, place, hand, is_named=place < named, history=history, seed=seed))
    return found


def _life(patient: DemoPatient, place: int, hand: int, *, is_named: bool, history: timedelta, seed: int) -> Life:
    own = f"{seed}:{patient.email}"
    dice = Random(own)  # noqa: S311
    # More come each week than the week before.
    share = 0.94 if is_named else 1 - dice.random() ** 0.55
    comes_before = SETTLING + (history - SETTLING) * share
    return Life(
        patient=patient,
        hand=hand,
        comes_before=comes_before,
        is_named=is_named,
        sessions_max=99 if is_named else dice.choices(_STAYS, _STAY_WEIGHTS)[0],
        course=Course.BETTER if place == 0 else dice.choices(_COURSES, _COURSE_WEIGHTS)[0],
        severity=dice.randint(9, 20),
        asks_for_help=place == ASKS,
        is_confused=place in CONFUSED,
        lead=2 if is_named else dice.randint(2, 18),
        weeks_between=1 if is_named else Random(f"{own}:rhythm").choices(_RHYTHMS, _RHYTHM_WEIGHTS)[0],  # noqa: S311
        seed=own,
    )
