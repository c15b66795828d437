"""Letting the weeks pass: the clock goes back, and comes to today step by step with everybody's part done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from attune.billing.gateways import payment_processor
from attune.demo.history.chores import Chores, Payday
from attune.demo.history.hands import apart, steps, together
from attune.demo.history.lives import HANDS, lives
from attune.demo.history.living import Living
from attune.demo.history.staff import Practitioner, hands_near
from attune.demo.network.processor_sandbox import move_processor_clock
from attune.demo.worlds.provider import DemoProvider
from attune.demo.worlds.world import DemoPatient
from attune.foundation.authorization import system_actor
from attune.foundation.clock import move_clock
from attune.foundation.tenancy import scope
from attune.patients.actions.answer import place_told
from attune.workflows.refresh_listing import refresh_listings

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Who comes, and to whom, how many of them are named, since when, and the seed of the dice."""

    patients: Sequence[DemoPatient]
    providers: Sequence[DemoProvider]
    named: int
    history: timedelta
    seed: int
    payday: Payday | None
    troubles: Sequence[tuple[timedelta, Callable[[], None]]] = ()
    """What happens so long before now, to nobody's patients."""


def live(told: Told, staff: Mapping[UUID, Practitioner], tell: Tell, *, in_processes: bool) -> None:
    """Let the weeks pass; ``tell`` hears of each. Afterwards it is today, whatever happens."""
    now = datetime.now(UTC)
    everybody = lives(
        told.patients,
        {one.email: one.hand for one in staff.values()},
        hands_near(told.providers),
        named=told.named,
        history=told.history,
        seed=told.seed,
    )
    # Nobody comes at the very beginning: then there is only what is done for practices.
    moments = [now - told.history, *steps(now, told.history)]
    chores = Chores(_practices(staff), moments, publish=_publish, payday=told.payday)
    _load_what_all_need(told.patients[0])
    hands = [Living([one for one in everybody if one.hand == hand], staff, chores, now=now) for hand in range(HANDS)]
    for ago, trouble in told.troubles:
        hands[0].write(now - ago, trouble)
    lived, done, week = (apart if in_processes else together), 0, -1
    try:
        with lived(hands) as live_until:
            for moment in moments:
                _move_clocks(moment - datetime.now(UTC))
                passed = (moment - (now - told.history)).days // 7
                if passed > week:
                    week = passed
                    tell(f"{week} of {told.history.days // 7} weeks: {done} things have happened")
                done += live_until(moment)
    finally:
        _move_clocks(timedelta(0))


def _load_what_all_need(patient: DemoPatient) -> None:
    """Load once, before the hands part, what each of them would load for itself."""
    payment_processor()
    place_told(zip_code=patient.zip_code)


def _move_clocks(offset: timedelta) -> None:
    """Let it be another time, for the payment processor as well."""
    move_clock(offset)
    move_processor_clock(offset)


def _publish(practice_id: UUID) -> None:
    """Let a practice publish its free times of the thirty days to come, as a job does each night."""
    with scope(practice_id):
        refresh_listings(system_actor(practice_id))


def _practices(staff: Mapping[UUID, Practitioner]) -> list[UUID]:
    return sorted({one.actor.practice_id for one in staff.values() if one.actor.practice_id})
