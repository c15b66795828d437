"""Declaring a job: its name, its plane, how often it is tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procrastinate import JobContext
from procrastinate.contrib.django import app

from attune.foundation.background.call import Call, call_from
from attune.foundation.background.errors import UnknownJob
from attune.foundation.background.retry import BackOff, Retry
from attune.foundation.background.running import run_once
from attune.foundation.tenancy import Plane

Work = Callable[[Call], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A declared job. Without opens_scope it opens its own scopes, in pieces, around vendor calls."""

    name: str
    work: Work
    queue: str
    opens_scope: bool
    plane: Plane
    retry: Retry

    def run(self, call: Call, *, job_id: int | None = None) -> None:
        """Do the work once, in its scope, with its request id in every log line."""
        run_once(
            self.work,
            call,
            name=self.name,
            job_id=job_id,
            scope_plane=self.plane if self.opens_scope else None,
        )


_jobs: dict[str, Job] = {}


def job(
    name: str,
    *,
    queue: str = "default",
    opens_scope: bool = True,
    plane: Plane = Plane.CARE,
    retry: Retry | None = None,
) -> Callable[[Work], Job]:
    """Declare a function as the job ``context.verb_thing``; put it into the context's ``jobs`` module.

    The work must be safe to repeat: a worker may die after it and before saying so.
    """

    def declare(work: Work) -> Job:
        assert name not in _jobs, f"{name} is declared twice"
        declared = _jobs[name] = Job(name, work, queue, opens_scope, plane, retry or Retry())

        def run(context: JobContext, /, **arguments: Any) -> None:
            is_last = context.job.attempts + 1 >= declared.retry.tries_max
            declared.run(call_from(arguments, is_last_try=is_last), job_id=context.job.id)

        app.task(name=name, queue=queue, retry=BackOff(declared.retry), pass_context=True)(run)
        return declared

    return declare


def declared_job(name: str) -> Job:
    """Return the job of this name. Raises UnknownJob."""
    try:
        return _jobs[name]
    except KeyError:
        raise UnknownJob(name) from None


def every_job() -> list[Job]:
    """Return all declared jobs by name."""
    return [_jobs[name] for name in sorted(_jobs)]
