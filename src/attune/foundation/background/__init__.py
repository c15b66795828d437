"""Work done later: jobs deferred inside the caller's transaction, carrying ids and nothing else."""

from attune.foundation.background.call import Call
from attune.foundation.background.errors import (
    CannotSucceed,
    JobGone,
    NotAnId,
    OutsideTransaction,
    UnknownJob,
)
from attune.foundation.background.later import later
from attune.foundation.background.periodic import Tick, periodic_job
from attune.foundation.background.register import Job, job
from attune.foundation.background.retry import Retry

__all__ = [
    "Call",
    "CannotSucceed",
    "Job",
    "JobGone",
    "NotAnId",
    "OutsideTransaction",
    "Retry",
    "Tick",
    "UnknownJob",
    "job",
    "later",
    "periodic_job",
]
