"""Jobs by the clock on the wall."""

import asyncio

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer

from attune.foundation.background.worker import WorkerOptions, work

pytestmark = pytest.mark.usefixtures("committed_database")

JUST_AFTER_A_TICK = 1_900_000_020.0 + 3600 * 24
UPKEEP = "background.take_up_stalled"


def defer_ticks(*moments: float) -> None:
    """Do what each worker does: defer what is due at these moments (seconds since 1970)."""

    async def defer() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as connected:  # type: ignore[attr-defined]
            async with connected.open_async():
                deferrer = PeriodicDeferrer(registry=app.periodic_registry)
                for moment in moments:
                    await deferrer.defer_jobs(deferrer.get_previous_tasks(at=moment))

    asyncio.run(defer())


def queued() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name = %s", [UPKEEP])
        return [status for (status,) in cursor.fetchall()]


def test_two_workers_defer_one_tick_once():
    defer_ticks(JUST_AFTER_A_TICK)
    defer_ticks(JUST_AFTER_A_TICK)

    assert queued() == ["todo"]


def test_a_tick_that_ran_does_not_run_again():
    defer_ticks(JUST_AFTER_A_TICK)
    work(WorkerOptions(until_empty=True))
    ran = len(queued())

    defer_ticks(JUST_AFTER_A_TICK)

    assert len(queued()) == ran


def test_missed_ticks_are_one_run():
    defer_ticks(JUST_AFTER_A_TICK, JUST_AFTER_A_TICK + 60, JUST_AFTER_A_TICK + 120)

    assert queued() == ["todo"]


def test_a_worker_that_ends_when_nothing_waits_starts_nothing_by_the_clock():
    work(WorkerOptions(until_empty=True))

    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == []
