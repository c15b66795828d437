"""Deciding what becomes of a job that gave up, with its trace in the operators' own trail."""

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.background.dead import discard_dead_job, retry_dead_job


def run_dead_job_again(actor: Actor, *, job_id: int) -> None:
    """Queue a dead job again with all its tries. In the actor's scope. Raises NotPermitted or JobGone."""
    retry_dead_job(actor, job_id=job_id)
    record(actor, "background.job.retried", object_kind="job", object_id=str(job_id))


def give_dead_job_up(actor: Actor, *, job_id: int) -> None:
    """Give a dead job up for good. In the actor's scope. Raises NotPermitted or JobGone."""
    discard_dead_job(actor, job_id=job_id)
    record(actor, "background.job.discarded", object_kind="job", object_id=str(job_id))
