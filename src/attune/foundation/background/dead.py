"""Jobs that gave up: what they were, why, and a way back. For the operators' Jobs page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Actor, authorize
from attune.foundation.background.errors import JobGone
from attune.foundation.background.permissions import READ_DEAD_JOBS, RETRY_DEAD_JOBS

_LIST = """
SELECT job.id, job.task_name, job.attempts, job.args->>'practice_id', job.args->>'person_id',
       job.args->>'reference', job.args->>'request_id', coalesce(failure.error, ''),
       (SELECT max(event.at) FROM procrastinate_events event
        WHERE event.job_id = job.id AND event.type = 'failed')
FROM procrastinate_jobs job LEFT JOIN background_failure failure ON failure.job_id = job.id
WHERE job.status = 'failed' ORDER BY job.id DESC LIMIT %s
"""
# The tries start again at nought, so that a mended cause gets the whole back-off.
_RETRY = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL, worker_id = NULL
WHERE id = %s AND status = 'failed'
"""
_DISCARD = "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE id = %s AND status = 'failed'"


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job whose tries are spent. ``error`` is the last error's name and place."""

    id: int
    name: str
    tries: int
    practice_id: UUID | None
    person_id: UUID | None
    reference: UUID | None
    request_id: UUID | None
    error: str
    died_at: datetime | None


def dead_jobs(actor: Actor, *, limit: int = 200) -> list[DeadJob]:
    """Return the jobs that gave up, the newest first. Raises NotPermitted."""
    authorize(actor, READ_DEAD_JOBS)
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [limit])
        return [
            DeadJob(number, name, tries, _id(practice), _id(person), _id(reference), _id(request), error, at)
            for number, name, tries, practice, person, reference, request, error, at in cursor.fetchall()
        ]


def retry_dead_job(actor: Actor, *, job_id: int) -> None:
    """Queue a dead job again with all its tries. Raises NotPermitted, or JobGone if it is not dead."""
    authorize(actor, RETRY_DEAD_JOBS)
    _change(_RETRY, job_id)


def discard_dead_job(actor: Actor, *, job_id: int) -> None:
    """Give a dead job up for good; its row stays until upkeep. Raises NotPermitted or JobGone."""
    authorize(actor, RETRY_DEAD_JOBS)
    _change(_DISCARD, job_id)


def _change(sql: str, job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [job_id])
        if cursor.rowcount != 1:
            raise JobGone(job_id)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
