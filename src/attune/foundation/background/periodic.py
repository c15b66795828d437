"""Jobs that run by the clock on the wall: once for each tick, one at a time, never piling up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from attune.foundation.background.call import Call
from attune.foundation.background.retry import BackOff, Retry
from attune.foundation.background.running import run_once
from attune.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Tick:
    """One moment a periodic job is due at: real time, UTC. After an outage it may lie minutes back."""

    at: datetime
    request_id: UUID


def periodic_job(
    name: str, *, cron: str, queue: str = "default", retry: Retry | None = None
) -> Callable[[Callable[[Tick], None]], Callable[[Tick], None]]:
    """Declare a function that runs at each tick of a cron line (UTC).

    The queue has a unique row for each tick, so any number of workers defers it once;
    ticks missed while one waits are one run. The work opens its own scopes, one holder
    at a time, and must be safe to repeat.
    """

    def declare(work: Callable[[Tick], None]) -> Callable[[Tick], None]:
        def run(context: JobContext, timestamp: int) -> None:
            request_id = new_id()
            tick = Tick(datetime.fromtimestamp(timestamp, UTC), request_id)
            run_once(
                lambda _: work(tick),
                Call(request_id=request_id),
                name=name,
                job_id=context.job.id,
                scope_plane=None,
            )

        task = app.task(
            name=name,
            queue=queue,
            lock=name,
            queueing_lock=name,
            retry=BackOff(retry or Retry(tries_max=3)),
            pass_context=True,
        )(run)
        app.periodic(cron=cron, periodic_id=name)(task)
        return work

    return declare
