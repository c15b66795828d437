"""Deferring a job inside the transaction that records why it is needed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as QueuedJob
from procrastinate.manager import JobManager

from attune.foundation.background.call import Call
from attune.foundation.background.errors import OutsideTransaction
from attune.foundation.background.here import run_here
from attune.foundation.background.register import Job, declared_job
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy.scope import scope_or_none


def later(
    job: Job | str,
    reference: UUID | None = None,
    *,
    practice_id: UUID | None = None,
    person_id: UUID | None = None,
    kind: StrEnum | None = None,
    delay: timedelta | None = None,
    only_one_waiting: bool = False,
    run_soon: bool = False,
) -> None:
    """Put a job into the queue; it is there once the transaction commits.

    It carries the caller's request id. An action names the job by its name, as jobs
    stand above actions. The holder is the open scope's unless one is given.
    Two jobs of one name and reference never run at the same time; with
    ``only_one_waiting`` they do not even wait together. ``delay`` is real time.
    With ``run_soon`` the request itself runs it after the commit, unless a worker was faster; asked
    for twice in one transaction it is one job, as the first run sees whatever the transaction did.
    Raises UnknownJob, NotAnId or OutsideTransaction.
    """
    declared = job if isinstance(job, Job) else declared_job(job)
    if not connection.in_atomic_block:
        raise OutsideTransaction(declared.name)
    opened = scope_or_none()
    if opened is not None and practice_id is None and person_id is None:
        practice_id, person_id = opened.practice_id, opened.person_id
    call = Call(practice_id, person_id, reference, kind, current_request_id())
    if run_soon and delay is None and _runs_after_commit(declared, call):
        return
    job_id = _enqueue(declared, call, delay=delay, only_one_waiting=only_one_waiting)
    if run_soon and job_id is not None:
        transaction.on_commit(partial(run_here, declared, call, job_id), robust=True)


def _runs_after_commit(declared: Job, call: Call) -> bool:
    """Return whether this transaction has deferred the same; what a savepoint took back is not among it."""
    hooks = (entry[1] for entry in connection.run_on_commit)
    runs = (hook.args for hook in hooks if isinstance(hook, partial) and hook.func is run_here)
    return any(job is declared and replace(before, request_id=call.request_id) == call for job, before, _ in runs)


def _enqueue(declared: Job, call: Call, *, delay: timedelta | None, only_one_waiting: bool) -> int | None:
    key = ":".join(
        [
            declared.name,
            *(str(part or "") for part in (call.practice_id or call.person_id, call.reference, call.kind)),
        ]
    )
    queued = QueuedJob(
        queue=declared.queue,
        task_name=declared.name,
        task_kwargs=dict(call.arguments()),
        lock=key if call.reference else None,
        queueing_lock=key if only_one_waiting else None,
        scheduled_at=None if delay is None else datetime.now(UTC) + delay,
    )
    # Django's own connection, whatever connector the worker gave the app: else it is another transaction.
    manager = JobManager(DjangoConnector())
    if not only_one_waiting:
        return manager.defer_job(queued).id
    try:
        # A refusal may not end the caller's transaction.
        with transaction.atomic():
            return manager.defer_job(queued).id
    except AlreadyEnqueued:
        return None
