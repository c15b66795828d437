"""The queue's own upkeep: jobs whose worker died are taken up again, finished ones are forgotten."""

from django.db import connection

from attune.foundation.background.errors import UnknownJob
from attune.foundation.background.here import give_back
from attune.foundation.background.periodic import Tick, periodic_job
from attune.foundation.background.register import declared_job
from attune.foundation.background.retry import BackOff, Retry

# A worker says every ten seconds that it lives. A request that runs its own job has no
# worker: no request may take ten minutes.
_STALLED = """
SELECT job.id, job.task_name, job.attempts
FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (
    worker.last_heartbeat < now() - interval '45 seconds'
    OR (worker.id IS NULL AND (
        SELECT max(event.at) FROM procrastinate_events event
        WHERE event.job_id = job.id AND event.type = 'started'
    ) < now() - interval '10 minutes'))
"""
_DEAD_WORKERS = "DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - interval '1 day'"
_FORGET = """
DELETE FROM procrastinate_jobs job WHERE job.status IN ('succeeded', 'cancelled', 'aborted')
AND (SELECT max(event.at) FROM procrastinate_events event WHERE event.job_id = job.id)
    < now() - interval '14 days'
"""
_FORGET_FAILURES = """
DELETE FROM background_failure failure
WHERE NOT EXISTS (SELECT 1 FROM procrastinate_jobs job WHERE job.id = failure.job_id)
"""


@periodic_job("background.take_up_stalled", cron="* * * * *", queue="upkeep")
def take_up_stalled(_: Tick) -> None:
    """Give back what a worker was doing when it died.

    That try counts, so a job that kills its worker ends among the dead.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STALLED)
        stalled = cursor.fetchall()
    for job_id, name, attempts in stalled:
        give_back(job_id, BackOff(_retry_of(name)).decision(None, tries=attempts + 1))


@periodic_job("background.forget_finished", cron="17 * * * *", queue="upkeep")
def forget_finished(_: Tick) -> None:
    """Delete what finished two weeks ago. Dead jobs stay until somebody decides."""
    with connection.cursor() as cursor:
        for statement in (_FORGET, _FORGET_FAILURES, _DEAD_WORKERS):
            cursor.execute(statement)


def _retry_of(name: str) -> Retry:
    try:
        return declared_job(name).retry
    except UnknownJob:
        return Retry(tries_max=3)
