"""Letting the weeks pass: the clock goes back, and comes to today step by step with everybody's part done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from attune.demo.history.hands import STEPS_OF_A_DAY, apart, steps, together
from attune.demo.history.lives import HANDS, lives
from attune.demo.history.living import Living
from attune.demo.history.staff import Practitioner
from attune.demo.network.processor_clock import move_processor_clock
from attune.demo.worlds.world import DemoPatient
from attune.foundation.authorization import system_actor
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import scope
from attune.workflows.refresh_listing import refresh_listings

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Who comes, how many of them are named, since when, and the seed of the dice."""

    patients: Sequence[DemoPatient]
    named: int
    history: timedelta
    seed: int
    each_day: Callable[[UUID], None] | None


def live(told: Told, staff: Mapping[UUID, Practitioner], tell: Tell, *, in_processes: bool) -> None:
    """Let the weeks pass; ``tell`` hears of each. Afterwards it is today, whatever happens."""
    now = datetime.now(UTC)
    everybody = lives(
        told.patients,
        {one.email: one.hand for one in staff.values()},
        named=told.named,
        history=told.history,
        seed=told.seed,
    )
    hands = [Living([one for one in everybody if one.hand == hand], staff, now=now) for hand in range(HANDS)]
    lived, done, week = (apart if in_processes else together), 0, -1
    try:
        with lived(hands) as live_until:
            for moment in steps(now, told.history):
                _move_clocks(moment - datetime.now(UTC))
                if moment.time() == STEPS_OF_A_DAY[0]:
                    _pass_a_day(told, staff)
                passed = (moment - (now - told.history)).days // 7
                if passed > week:
                    week = passed
                    tell(f"{week} of {told.history.days // 7} weeks: {done} things have happened")
                    _publish(staff)
                done += live_until(moment)
    finally:
        _move_clocks(timedelta(0))
    _publish(staff)


def _move_clocks(offset: timedelta) -> None:
    """Let it be another time, for the payment processor as well."""
    move_clock(offset)
    move_processor_clock(offset)


def _pass_a_day(told: Told, staff: Mapping[UUID, Practitioner]) -> None:
    if told.each_day is not None:
        for practice_id in _practices(staff):
            told.each_day(practice_id)


def _practices(staff: Mapping[UUID, Practitioner]) -> list[UUID]:
    return sorted({one.actor.practice_id for one in staff.values() if one.actor.practice_id})


def _publish(staff: Mapping[UUID, Practitioner]) -> None:
    """Let every practice publish its free times of the thirty days to come, as a job does each night."""
    for practice_id in _practices(staff):
        with scope(practice_id):
            refresh_listings(system_actor(practice_id))
