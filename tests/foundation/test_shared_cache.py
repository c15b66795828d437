"""The cache every process shares."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection

from attune.foundation import shared_cache

pytestmark = pytest.mark.usefixtures("committed_database")


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_cache")
        return int(cursor.fetchone()[0])


def age(seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_cache SET expires_at = expires_at - make_interval(secs => %s)", [seconds])


def test_a_value_is_kept_until_it_expires():
    cache.set("key", [1.5, "two", None], timeout=60)

    kept = cache.get("key")
    age(60)

    assert (kept, cache.get("key", "nothing")) == ([1.5, "two", None], "nothing")


def test_a_value_is_added_once_until_it_expires():
    first, second = cache.add("key", 1, timeout=60), cache.add("key", 2, timeout=60)
    age(60)

    assert (first, second, cache.add("key", 3, timeout=60), cache.get("key")) == (True, False, True, 3)


def test_of_racing_processes_one_adds():
    won: list[bool] = []

    def add() -> None:
        won.append(cache.add("key", 1, timeout=60))
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == [False] * 5 + [True]


def test_a_value_is_touched_deleted_and_cleared():
    cache.set("one", 1, timeout=60)
    cache.set("two", 2, timeout=60)

    touched, missing = cache.touch("one", 120), cache.touch("three", 120)
    age(60)
    deleted, again = cache.delete("one"), cache.delete("one")
    cache.clear()

    assert (touched, missing, deleted, again, rows()) == (True, False, True, False, 0)


def test_what_has_expired_is_swept_away_and_what_lives_is_never(monkeypatch):
    monkeypatch.setattr(shared_cache, "SWEEP_ONE_IN", 1)
    for number in range(5):
        cache.set(f"old {number}", number, timeout=1)
    age(10)
    cache.set("young", 1, timeout=60)

    cache.set("last", 1, timeout=60)

    assert (rows(), cache.get("young")) == (2, 1)


def test_keys_are_stored_as_hashes(owner):
    cache.set("mira@example.org", 1)

    (stored,) = owner.execute("SELECT cache_key FROM foundation_cache").fetchone()

    assert (len(stored), b"mira" in bytes(stored)) == (32, False)
