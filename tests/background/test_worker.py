"""A worker that really runs."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction
from prometheus_client import REGISTRY

from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.background import JobGone, later
from attune.foundation.background.dead import dead_jobs, discard_dead_job, retry_dead_job
from attune.foundation.background.jobs import forget_finished, take_up_stalled
from attune.foundation.background.periodic import Tick
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from tests.background.sample_jobs import notes
from tests.support import databases
from tests.tenancy.sample import Shelf

pytestmark = pytest.mark.usefixtures("sample_jobs")

A, B = new_id(), new_id()
SUPPORT = Actor(new_id(), PLATFORM_ID, frozenset({Role.SUPPORT}))
OWNER = Actor(new_id(), A, frozenset({Role.OWNER}))
UNTIL_EMPTY = WorkerOptions(concurrency=2, until_empty=True)


def defer(name: str, practice=A, reference=None) -> None:
    with transaction.atomic():
        later(name, reference, practice_id=practice)


def states(name: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name])
        return cursor.fetchall()  # type: ignore[no-any-return]


def test_a_job_runs_in_the_scope_of_its_holder():
    defer("sample.put_up_shelf", A)
    defer("sample.put_up_shelf", B)

    work(UNTIL_EMPTY)

    with scope(A):
        assert list(Shelf.objects.values_list("label", flat=True)) == [str(A)]
    with scope(B):
        assert list(Shelf.objects.values_list("label", flat=True)) == [str(B)]


def test_a_job_runs_under_the_request_id_of_its_caller():
    defer("sample.tell", A, reference := new_id())
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'request_id' FROM procrastinate_jobs WHERE task_name = 'sample.tell'")
        ((request,),) = cursor.fetchall()

    work(UNTIL_EMPTY)

    assert notes() == [f"{A} {reference} {request}"]


def test_a_job_that_opens_its_own_scopes_starts_outside_of_any():
    defer("sample.tell_outside")

    work(UNTIL_EMPTY)

    assert notes() == ["scope: None"]


def test_a_job_that_touches_a_walled_table_without_a_scope_is_dead_at_once():
    defer("sample.forget_scope")

    work(UNTIL_EMPTY)

    assert (notes(), states("sample.forget_scope")) == (["tried"], [("failed", 1)])
    assert [dead.error.split(" at ")[0] for dead in dead_jobs(SUPPORT)] == ["attune.foundation.tenancy.errors.NoScope"]


def test_a_failed_job_is_tried_again_and_its_first_try_leaves_nothing():
    defer("sample.fail_once")

    work(UNTIL_EMPTY)

    assert notes() == ["failed", "written in a scope"]
    assert states("sample.fail_once") == [("succeeded", 2)]


def test_when_its_tries_are_spent_a_job_is_dead_and_says_why_but_not_for_whom(caplog):
    caplog.set_level(logging.INFO, logger="attune")
    defer("sample.fail", A, reference := new_id())

    work(UNTIL_EMPTY)

    (dead,) = dead_jobs(SUPPORT)
    assert notes() == ["try, last: False", "try, last: False", "try, last: True"]
    assert (dead.name, dead.tries, dead.practice_id, dead.reference) == ("sample.fail", 3, A, reference)
    assert dead.error.startswith("builtins.ZeroDivisionError at attune.foundation.background.")
    assert dead.died_at is not None


def test_a_job_that_says_no_try_can_help_is_not_tried_again():
    defer("sample.give_up")

    work(UNTIL_EMPTY)

    assert (notes(), states("sample.give_up")) == (["tried"], [("failed", 1)])


def test_a_dead_job_can_be_tried_again_with_all_its_tries():
    defer("sample.fail")
    work(UNTIL_EMPTY)
    (dead,) = dead_jobs(SUPPORT)

    retry_dead_job(SUPPORT, job_id=dead.id)

    assert (dead_jobs(SUPPORT), states("sample.fail")) == ([], [("todo", 0)])
    work(UNTIL_EMPTY)
    assert states("sample.fail") == [("failed", 3)]


def test_a_dead_job_can_be_discarded_once():
    defer("sample.give_up")
    work(UNTIL_EMPTY)
    (dead,) = dead_jobs(SUPPORT)

    discard_dead_job(SUPPORT, job_id=dead.id)

    assert dead_jobs(SUPPORT) == []
    with pytest.raises(JobGone):
        discard_dead_job(SUPPORT, job_id=dead.id)
    with pytest.raises(JobGone):
        retry_dead_job(SUPPORT, job_id=dead.id)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: dead_jobs(OWNER),
        lambda: retry_dead_job(OWNER, job_id=1),
        lambda: discard_dead_job(OWNER, job_id=1),
    ],
)
def test_only_operators_look_after_dead_jobs(attempt):
    assert dead_jobs(SUPPORT) == []

    with pytest.raises(NotPermitted):
        attempt()


def test_runs_are_counted_by_name_and_outcome():
    def counted(outcome: str) -> float:
        return REGISTRY.get_sample_value("attune_job_runs_total", {"job": "sample.fail", "outcome": outcome}) or 0.0

    before = counted("failed")
    defer("sample.fail")

    work(UNTIL_EMPTY)

    assert counted("failed") - before == 3


def test_what_a_dead_worker_was_doing_is_taken_up_again_and_the_lost_try_counts():
    defer("sample.tell", A, new_id())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = 'sample.tell'",
            [worker],
        )

    take_up_stalled(Tick(now(), new_id()))

    assert states("sample.tell") == [("todo", 1)]


def test_what_a_living_worker_is_doing_is_left_to_it():
    defer("sample.tell", A, new_id())
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = 'sample.tell'",
            [worker],
        )

    take_up_stalled(Tick(now(), new_id()))

    assert states("sample.tell") == [("doing", 0)]


def test_finished_jobs_are_forgotten_after_two_weeks_and_dead_ones_never():
    for name in ("sample.tell", "sample.tell_outside", "sample.give_up"):
        defer(name)
    work(UNTIL_EMPTY)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '15 days' FROM procrastinate_jobs job "
            "WHERE job.id = job_id AND task_name IN ('sample.tell', 'sample.give_up')"
        )

    forget_finished(Tick(now(), new_id()))

    assert [len(states(n)) for n in ("sample.tell", "sample.tell_outside", "sample.give_up")] == [0, 1, 1]


def eventually(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def worker_process(name: str) -> Iterator[subprocess.Popen[bytes]]:
    variables = {**os.environ, "DATABASE_URL": databases.url("app", name)}
    process = subprocess.Popen([sys.executable, "-m", "tests.background.run_worker"], env=variables)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_told_to_stop_a_worker_finishes_what_it_is_doing(committed_database):
    with worker_process(committed_database) as process:
        defer("sample.take_long")
        begun = eventually(lambda: notes() == ["begun"])

        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)

    assert (begun, code, notes()) == (True, 0, ["begun", "ended"])
    assert states("sample.take_long") == [("succeeded", 1)]


def test_a_worker_goes_on_after_the_database_broke_every_connection(committed_database):
    with worker_process(committed_database) as process:
        defer("sample.tell_outside")
        assert eventually(lambda: len(notes()) == 1)
        with psycopg.connect(databases.admin_url(), autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [committed_database],
            )
        connection.close()

        defer("sample.tell_outside")

        assert eventually(lambda: len(notes()) == 2)
        assert process.poll() is None
