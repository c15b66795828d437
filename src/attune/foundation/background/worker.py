"""The process that runs jobs: it outlives a restart of the database and ends in good order."""

import asyncio
import os
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import psycopg_pool
import structlog
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.periodic import PeriodicRegistry

log = structlog.get_logger("attune.worker")

LOST = (ConnectorException, psycopg.OperationalError, psycopg_pool.PoolTimeout, OSError)
PAUSE_SECONDS_MAX = 15.0
EXIT_CODE_UNFINISHED = 1
_DUE = """
SELECT 1 FROM procrastinate_jobs
WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How many jobs run at once, from which queues (none: all), and how long the last ones may take."""

    concurrency: int = 4
    queues: tuple[str, ...] = ()
    grace_seconds: float = 25.0
    until_empty: bool = False


def work(options: WorkerOptions) -> None:
    """Run jobs until SIGTERM or SIGINT, then finish the running ones within the grace.

    A job that takes longer is left behind: the process exits with 1 and another worker
    takes it up. With ``until_empty`` it ends as soon as nothing waits, and starts nothing by the clock.
    """
    # A pooled thread may find its connection gone after a restart of the database: look first.
    connections.settings["default"]["CONN_HEALTH_CHECKS"] = True
    asyncio.run(_work(options))
    while options.until_empty and _something_is_due():
        asyncio.run(_work(options))


def _something_is_due() -> bool:
    """Return whether a job waits that was queued, or queued again, while the last ones ran."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_DUE)
        return cursor.fetchone() is not None


async def _work(options: WorkerOptions) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    pause = 0.5
    while not stop.is_set():
        connected_at = loop.time()
        lost = await _work_while_connected(options, stop)
        if options.until_empty and not lost:
            return
        if stop.is_set():
            return
        pause = 0.5 if loop.time() - connected_at > PAUSE_SECONDS_MAX else min(pause * 2, PAUSE_SECONDS_MAX)
        log.warning("the database is out of reach", milliseconds=round(pause * 1000))
        await _first(stop.wait(), asyncio.sleep(pause))


async def _work_while_connected(options: WorkerOptions, stop: asyncio.Event) -> bool:
    """Run jobs until told to stop or the connection is lost; return whether it was."""
    running = asyncio.create_task(_run_worker(options))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not running.done():
        await _end_in_good_order(running, options.grace_seconds)
    stopped.cancel()
    try:
        await running
    except asyncio.CancelledError:
        return False
    except LOST:
        return True
    return not options.until_empty


async def _end_in_good_order(running: asyncio.Task[None], grace_seconds: float) -> None:
    log.info("stopping")
    running.cancel()
    _, unfinished = await asyncio.wait({running}, timeout=grace_seconds)
    if unfinished:
        # A thread cannot be interrupted. Its job is taken up again as soon as the heartbeat is missed.
        log.error("a job did not finish within the grace")
        os._exit(EXIT_CODE_UNFINISHED)


async def _run_worker(options: WorkerOptions) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as connected, _clock_of(connected, options):
        async with connected.open_async():
            await connected.run_worker_async(
                queues=options.queues or None,  # type: ignore[arg-type]  # None: all
                concurrency=options.concurrency,
                wait=not options.until_empty,
                delete_jobs=DeleteJobCondition.NEVER,
                install_signal_handlers=False,
                fetch_job_polling_interval=5.0,
                # Upkeep gives back what a dead worker was doing, and needs its row for that.
                stalled_worker_timeout=86_400.0,
            )


@contextmanager
def _clock_of(connected: App, options: WorkerOptions) -> Iterator[None]:
    """Leave periodic jobs to the workers that stay: what one call runs may not depend on the minute it is made in."""
    registry = connected.periodic_registry
    if options.until_empty:
        connected.periodic_registry = PeriodicRegistry()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        connected.periodic_registry = registry


async def _first(*waits: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.create_task(wait) for wait in waits]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
