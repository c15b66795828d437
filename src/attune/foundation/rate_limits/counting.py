"""Counting one use in several buckets by one statement."""

import itertools
from collections.abc import Iterator, Sequence
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
    parameters: list[object] = []
    for position, bucket in enumerate(buckets):
        parameters += [bucket.name, bucket.limit.seconds, bucket.limit.seconds]
        if position:
            parameters.append(buckets[position - 1].limit.requests)
    parameters += [bucket.limit.seconds for bucket in buckets]
    rows = connection.prepared_rows(_statement(len(buckets)), list(map(str, parameters)))  # type: ignore[attr-defined]
    told = ([int.from_bytes(number, "big", signed=True) for number in row] for row in rows)
    return [Level(buckets[position], used, max(1, resets_in)) for position, used, resets_in in told]


# S608: the only things put into the text are positions, numbers. It is prepared once per connection and count.
@lru_cache(maxsize=8)
def _statement(count: int) -> str:
    numbers = (f"${number}" for number in itertools.count(1))
    parts = [_count_one(position, numbers) for position in range(count)]
    answers = [
        f"SELECT {position}, used,"  # noqa: S608
        f" ceil(extract(epoch FROM window_started_at - clock_timestamp()) + {next(numbers)})::int FROM b{position}"
        for position in range(count)
    ]
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers)}"


def _count_one(position: int, numbers: Iterator[str]) -> str:
    name, seconds, width = next(numbers), next(numbers), next(numbers)
    condition = f" FROM b{position - 1} WHERE b{position - 1}.used <= {next(numbers)}" if position else ""
    return f"""b{position} AS (
        INSERT INTO foundation_ratecounter AS counter (bucket, window_started_at, used)
        SELECT {name}, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / {seconds}) * {width}), 1{condition}
        ON CONFLICT (bucket) DO UPDATE SET
            used = CASE counter.window_started_at
                WHEN EXCLUDED.window_started_at THEN counter.used + 1 ELSE 1 END,
            window_started_at = EXCLUDED.window_started_at
        RETURNING used, window_started_at)"""  # noqa: S608
