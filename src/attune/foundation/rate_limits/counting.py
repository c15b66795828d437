"""Counting one use in several buckets by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from attune.kernel.rate_limit import RateLimit


@dataclass(frozen=True, slots=True)
class Bucket:
    """Something that is counted, by name, and how much of it there may be."""

    name: str
    limit: RateLimit


@dataclass(frozen=True, slots=True)
class Level:
    """Where a bucket stands after a use. ``resets_in`` is in whole seconds, at least 1."""

    bucket: Bucket
    used: int
    resets_in: int

    @property
    def is_exceeded(self) -> bool:
        """Whether this use was one too many."""
        return self.used > self.bucket.limit.requests

    @property
    def remaining(self) -> int:
        """How many uses are left in the window."""
        return max(0, self.bucket.limit.requests - self.used)


def count_use(buckets: Sequence[Bucket]) -> list[Level]:
    """Count one use in each bucket, in order, until one is exceeded; return the levels reached.

    A refused use does not count in the buckets behind it, so that one noisy
    caller cannot use up what all share. Windows are fixed and in real time.
    """
    parameters: list[str | int] = []
    for position, bucket in enumerate(buckets):
        parameters += [bucket.name, bucket.limit.seconds, bucket.limit.seconds]
        if position:
            parameters.append(buckets[position - 1].limit.requests)
    parameters += [bucket.limit.seconds for bucket in buckets]
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(buckets)), parameters)
        rows = cursor.fetchall()
    return [Level(buckets[position], used, max(1, resets_in)) for position, used, resets_in in rows]


# S608: the only thing put into the text is the position, a number.
@lru_cache(maxsize=8)
def _statement(count: int) -> str:
    parts = [_count_one(position) for position in range(count)]
    answers = [
        f"SELECT {position}, used, ceil(extract(epoch FROM window_started_at - clock_timestamp()) + %s)::int"  # noqa: S608
        f" FROM b{position}"
        for position in range(count)
    ]
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers)}"


def _count_one(position: int) -> str:
    condition = f" FROM b{position - 1} WHERE b{position - 1}.used <= %s" if position else ""
    return f"""b{position} AS (
        INSERT INTO foundation_ratecounter AS counter (bucket, window_started_at, used)
        SELECT %s, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %s) * %s), 1{condition}
        ON CONFLICT (bucket) DO UPDATE SET
            used = CASE counter.window_started_at
                WHEN EXCLUDED.window_started_at THEN counter.used + 1 ELSE 1 END,
            window_started_at = EXCLUDED.window_started_at
        RETURNING used, window_started_at)"""  # noqa: S608
