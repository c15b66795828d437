"""A rate limit as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most ``requests`` in each fixed window of ``seconds``."""

    requests: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.requests:,} in {self.seconds} seconds"
