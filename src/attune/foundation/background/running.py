"""One run of one job: its scope, its log lines, its counters, and why it failed."""

import time
from collections.abc import Callable
from contextlib import nullcontext

import structlog
from django.db import DatabaseError
from prometheus_client import Counter, Histogram

from attune.foundation.background.call import Call
from attune.foundation.background.failures import note_failure
from attune.foundation.observability.correlation import correlated
from attune.foundation.tenancy import Plane, scope

log = structlog.get_logger("attune.jobs")

RUNS = Counter("attune_job_runs_total", "Runs of jobs, by name and outcome.", ["job", "outcome"])
SECONDS = Histogram("attune_job_seconds", "How long a run of a job took.", ["job"])


def run_once(
    work: Callable[[Call], None], call: Call, *, name: str, job_id: int | None, scope_plane: Plane | None
) -> None:
    """Do the work once: in a scope of its holder when a plane is given, else outside of any."""
    opened = scope(call.practice_id, person_id=call.person_id, plane=scope_plane) if scope_plane else nullcontext()
    with (
        correlated(call.request_id),
        structlog.contextvars.bound_contextvars(job=name, job_id=job_id, holder_id=_holder(call)),
    ):
        started = time.monotonic()
        try:
            with opened:
                work(call)
        except BaseException as error:
            RUNS.labels(name, "failed").inc()
            _tell(error, name=name, job_id=job_id)
            raise
        finally:
            SECONDS.labels(name).observe(time.monotonic() - started)
        RUNS.labels(name, "succeeded").inc()
        log.info("job succeeded", milliseconds=round((time.monotonic() - started) * 1000))


def _tell(error: BaseException, *, name: str, job_id: int | None) -> None:
    """Log and keep what failed and where, never the error's text: it may quote a record."""
    try:
        note_failure(error, name=name, job_id=job_id)
    except DatabaseError as unnoted:
        log.warning("the failure could not be noted", exc_info=unnoted)
    log.warning("job failed", exc_info=error)


def _holder(call: Call) -> str | None:
    holder = call.practice_id or call.person_id
    return None if holder is None else str(holder)
