"""One seed: people live their stories while processes die and answers are lost; then everything comes to rest."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from django.db import OperationalError, connection

from attune.faults.invariants import PROCESSOR, Books, violations
from attune.faults.processes import Child
from attune.faults.stage import WORKERS, Stage
from attune.faults.stories import live, stories
from attune.faults.world import World, world
from attune.foundation.authorization import system_actor
from attune.foundation.background.jobs import take_up_stalled
from attune.foundation.background.periodic import Tick
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.sandboxes.stripe import Fault, Manner, Rule
from attune.workflows.sweep_payments import settle_payments

STORIES: Final = 10
TOGETHER_SECONDS: Final = 1.0
STORY_SECONDS_MAX: Final = 60.0
REST_SECONDS_MAX: Final = 12.0
ROUNDS_MAX: Final = 5
A_HOLD, A_SWEEP, A_DAY = timedelta(minutes=16), timedelta(minutes=2), timedelta(hours=25)
ALWAYS: Final = 1_000_000
RULES: Final = (
    (Fault.DROP_AFTER, "/v1/payment_intents*", "POST", 0.12),
    (Fault.DROP_BEFORE, "/v1/payment_intents*", "POST", 0.08),
    (Fault.ERROR_AFTER, "/v1/payment_intents*", "POST", 0.06),
    (Fault.ERROR_KEPT, "/v1/payment_intents*", "POST", 0.04),
    (Fault.DROP_BEFORE, "/v1/refunds", "POST", 0.35),
    (Fault.DROP_AFTER, "/v1/refunds", "POST", 0.35),
    (Fault.DROP_BEFORE, "/v1/application_fees/*", "POST", 0.3),
    (Fault.ERROR_BEFORE, "/v1/payment_intents/*", "GET", 0.05),
)
# What ten minutes bring about that nobody waits for here: dead workers are missed, failed jobs are tried again.
HURRY: Final = (
    "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND scheduled_at > now()",
    "UPDATE procrastinate_events event SET at = at - interval '11 minutes' FROM procrastinate_jobs job"
    " WHERE job.id = event.job_id AND job.status = 'doing' AND job.worker_id IS NULL",
)
MISS_THE_DEAD: Final = """
UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'
WHERE last_heartbeat < now() - interval '11 seconds'
"""
BUSY: Final = """
SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR (status = 'todo'
AND (scheduled_at IS NULL OR scheduled_at <= now()))
"""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What came of a seed."""

    seed: int
    bookings: int
    refunds: int
    kills: int
    violations: tuple[str, ...]


def run_seed(stage: Stage, seed: int) -> Seeded:
    """Live through a seed and return what does not hold afterwards."""
    # The stories, the faults and the kills follow from the seed; what meets what when does not.
    chance, kills_before = random.Random(seed), stage.kills  # noqa: S311
    stage.control.set_faults([])
    stage.control.behave(Manner.USUAL)
    place = world(stage)
    connection.close()
    before = Books(stage, place)
    balance_before = int(stage.control.account(place.account)["balance"])
    [[book_before]] = stage.asked(PROCESSOR, place.practice_id)
    rules = [Rule(fault, method, path, ALWAYS, often) for fault, path, method, often in RULES]
    stage.control.set_faults(rules, seed=seed)
    stage.control.behave(chance.choice(list(Manner)), delay_seconds=1.5, seed=seed)
    _live(stage, place, chance)
    stage.control.set_faults([])
    _rest(stage, place)
    found = list(violations(stage, place, balance_before=balance_before, book_before=int(book_before)))
    after = Books(stage, place)
    bookings, refunds = len(after.payments) - len(before.payments), len(after.refunds) - len(before.refunds)
    if not bookings:
        found.append("nobody came as far as a payment: this seed proves nothing")
    return Seeded(seed, bookings, refunds, stage.kills - kills_before, tuple(found))


def _live(stage: Stage, place: World, chance: random.Random) -> None:
    """Let people live, kill what the seed says, and let a hold's time pass in the middle."""
    people: list[Child] = []
    deaths = sorted(_deaths(chance))
    told = stories(place, chance, count=STORIES)
    # By who is done and not by seconds: on a slow machine else every hold would be gone before anybody pays.
    began, jumps_after = time.monotonic(), chance.randint(1, len(told) // 2) if chance.random() < 0.5 else None
    for together in told:
        begins_at = time.time() + TOGETHER_SECONDS * (len(together) > 1)
        for story in together:
            work = partial(live, place, story, stage.control, begins_at=begins_at)
            people.append(stage.nursery.start("person", work))
        time.sleep(chance.uniform(0, 0.15))
    while any(person.is_living() for person in people) and time.monotonic() - began < STORY_SECONDS_MAX:
        elapsed = time.monotonic() - began
        if jumps_after is not None and sum(not person.is_living() for person in people) >= jumps_after:
            jumps_after = None
            stage.move_clock(A_HOLD)
        if deaths and elapsed > deaths[0][0]:
            _die(stage, deaths.pop(0)[1], people, chance)
        time.sleep(0.02)
    for _, who in deaths:
        _die(stage, who, people, chance)
    for person in people:
        person.kill()


def _deaths(chance: random.Random) -> Iterator[tuple[float, str]]:
    for _ in range(chance.randint(1, 2)):
        yield chance.uniform(0.3, 3.0), "worker"
    for _ in range(chance.randint(1, 3)):
        yield chance.uniform(0.2, 2.5), "person"
    if chance.random() < 0.5:
        yield chance.uniform(0.8, 3.0), "database"


def _die(stage: Stage, who: str, people: list[Child], chance: random.Random) -> None:
    living = [person for person in people if person.is_living()]
    if who == "worker":
        stage.kill_worker(chance.randrange(WORKERS))
    elif who == "database":
        stage.crash_database()
    elif living:
        chance.choice(living).kill()
        stage.kills += 1


def _rest(stage: Stage, place: World) -> None:
    """Let time pass and the sweep look, until nothing is open; a key that failed for a day needs a day."""
    stage.control.release()
    for number in range(ROUNDS_MAX):
        stage.move_clock(A_HOLD if number == 0 else A_DAY if number == 2 else A_SWEEP)
        _sweep(stage, place)
        _await_rest(stage)
        if number and not Books(stage, place).unsettled():
            return


def _sweep(stage: Stage, place: World) -> None:
    """Do what the rounds of upkeep and of the sweep do."""
    stage.told(MISS_THE_DEAD)
    for statement in HURRY:
        stage.told(statement)
    for _ in range(3):
        try:
            take_up_stalled(Tick(datetime.now(UTC), new_id()))
            with scope(place.practice_id, plane=Plane.BUSINESS):
                settle_payments(system_actor(place.practice_id))
        except OperationalError:
            time.sleep(0.2)
        else:
            break
        finally:
            connection.close()
    stage.told(HURRY[0])


def _await_rest(stage: Stage) -> None:
    """Wait until the queue is empty and the post has carried everything, or for long enough."""
    deadline = time.monotonic() + REST_SECONDS_MAX
    while time.monotonic() < deadline:
        [[busy]] = stage.asked(BUSY)
        if not busy and not stage.control.state()["waiting"]:
            return
        time.sleep(0.1)
