"""What the queue refuses, and what a job says when trying again is of no use."""


class BackgroundError(Exception):
    """Base of the queue's refusals."""


class NotAnId(BackgroundError):
    """Something other than an id was to be put into the queue."""

    def __init__(self, argument: str, kind: type) -> None:
        super().__init__(f"{argument} is a {kind.__name__}. The queue carries ids alone.")
        self.argument = argument


class UnknownJob(BackgroundError):
    """No job of this name is declared."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class OutsideTransaction(BackgroundError):
    """A job was deferred with no transaction open: it could run for a fact that is never committed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is deferred inside the transaction that records why.")
        self.name = name


class JobGone(BackgroundError):
    """There is no dead job of this id: another operator was faster."""

    def __init__(self, job_id: int) -> None:
        super().__init__(str(job_id))
        self.job_id = job_id


class CannotSucceed(BackgroundError):
    """Raised by a job that would fail the same way at every further try; it is dead at once."""
