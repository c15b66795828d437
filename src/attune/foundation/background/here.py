"""Running a deferred job in the request that deferred it; the worker is the safety net."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from procrastinate.retry import RetryDecision

from attune.foundation.background.call import Call
from attune.foundation.background.register import Job
from attune.foundation.background.retry import BackOff

_CLAIM = "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s AND status = 'todo'"
_FINISH = "SELECT procrastinate_finish_job_v1(%s, %s, false)"
_RETRY = "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)"


def run_here(declared: Job, call: Call, job_id: int) -> bool:
    """Run the job now unless a worker has it already; return whether it ran here and succeeded.

    The job is claimed first, so it runs once. A failure leaves it to the worker, later.
    """
    if not _claim(job_id):
        return False
    try:
        declared.run(call, job_id=job_id)
    except Exception as error:  # noqa: BLE001  (the edge: the request itself has succeeded)
        give_back(job_id, BackOff(declared.retry).decision(error, tries=1))
        return False
    _tell(_FINISH, job_id, "succeeded")
    return True


def give_back(job_id: int, decision: RetryDecision | None) -> None:
    """Return a job that was being run to the queue, or to the dead when there is no further try."""
    if decision is None:
        _tell(_FINISH, job_id, "failed")
    else:
        _tell(_RETRY, job_id, decision.retry_at)


def _claim(job_id: int) -> bool:
    """Take the job; a worker that has it, or another of the same key that runs, keeps it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_CLAIM, [job_id])
            return bool(cursor.rowcount == 1)
    except IntegrityError:
        return False


def _tell(sql: str, job_id: int, told: str | datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [job_id, told])
