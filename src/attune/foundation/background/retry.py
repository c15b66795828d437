"""When a failed job is tried again: later each time, never at the same moment as its neighbours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import SystemRandom

from procrastinate.jobs import Job as QueuedJob
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from attune.foundation.background.errors import CannotSucceed
from attune.foundation.tenancy.errors import TenancyError

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Retry:
    """Exponential back-off: first_wait, twice that, four times, … up to wait_max; ± jitter_percent."""

    tries_max: int = 8
    first_wait: timedelta = timedelta(seconds=10)
    wait_max: timedelta = timedelta(hours=1)
    jitter_percent: int = 25

    def wait_after(self, tries: int, *, chance: float) -> timedelta:
        """Return how long to wait after the given number of failed tries; chance is in [0, 1)."""
        doubled = self.first_wait * (1 << min(tries - 1, 30))
        spread = 1 + self.jitter_percent / 100 * (2 * chance - 1)
        return min(doubled, self.wait_max) * spread


class BackOff(BaseRetryStrategy):
    """The queue's view of a Retry."""

    def __init__(self, retry: Retry) -> None:
        self.retry = retry

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        """Return when to try again; None when the tries are spent or can do no good."""
        return self.decision(exception, tries=job.attempts + 1)

    def decision(self, error: BaseException | None, *, tries: int) -> RetryDecision | None:
        """Return when to try again after so many failed tries, the last one with this error."""
        if tries >= self.retry.tries_max or isinstance(error, CannotSucceed | TenancyError):
            return None
        wait = self.retry.wait_after(tries, chance=_chance.random())
        return RetryDecision(retry_at=datetime.now(UTC) + wait)
