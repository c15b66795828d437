"""Counting uses, with real connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from attune.foundation.rate_limits.counting import Bucket, count_use
from attune.kernel.rate_limit import RateLimit

pytestmark = pytest.mark.usefixtures("committed_database")

HOUR = 3600


def used(buckets: list[Bucket]) -> list[tuple[str, int, bool]]:
    return [(level.bucket.name, level.used, level.is_exceeded) for level in count_use(buckets)]


def test_a_use_counts_in_each_bucket_and_stops_at_the_first_that_is_full():
    own, shared = Bucket("own", RateLimit(1, HOUR)), Bucket("shared", RateLimit(5, HOUR))

    first, second = used([own, shared]), used([own, shared])

    assert first == [("own", 1, False), ("shared", 1, False)]
    assert second == [("own", 2, True)]
    assert used([shared]) == [("shared", 2, False)]


def test_uses_at_the_same_moment_are_all_counted():
    shared = Bucket("shared", RateLimit(60, HOUR))

    def use(name: str) -> list[bool]:
        try:
            own = Bucket(name, RateLimit(1_000, HOUR))
            return [any(level.is_exceeded for level in count_use([own, shared])) for _ in range(25)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as callers:
        refused = [one for told in callers.map(use, "abcd") for one in told]

    assert (refused.count(False), refused.count(True)) == (60, 40)


def test_a_level_tells_what_is_left_and_when_the_window_ends():
    (level,) = count_use([Bucket("own", RateLimit(3, HOUR))])

    assert level.remaining == 2
    assert 1 <= level.resets_in <= HOUR


def test_buckets_with_windows_of_their_own_do_not_disturb_each_other():
    short, long = Bucket("short", RateLimit(10, 60)), Bucket("long", RateLimit(10, HOUR))

    count_use([short, long])
    levels = count_use([short, long])

    assert levels[1].used == 2
    assert levels[0].resets_in <= 60
