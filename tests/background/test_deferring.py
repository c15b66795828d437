"""What may be put into the queue, and when it is there."""

import json
from contextlib import suppress
from enum import StrEnum
from uuid import UUID

import pytest
from django.db import connection, transaction

from attune.foundation.background import Call, NotAnId, OutsideTransaction, UnknownJob, later
from attune.foundation.observability.correlation import correlated
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from tests.background.sample_jobs import notes, tell

pytestmark = pytest.mark.usefixtures("sample_jobs")

A = UUID("01a1f8a9-0b6a-77b5-888e-baffa26dcc0e")


class Step(StrEnum):
    """A kind of run."""

    FIRST = "first"


class Essay(StrEnum):
    """Too long to be a name."""

    TEXT = "jo miller was seen on monday"


def queued() -> list[dict[str, str | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name LIKE 'sample.%' ORDER BY id")
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_a_job_carries_ids_of_the_scope_and_the_callers_request():
    reference, request = new_id(), new_id()

    with correlated(request), scope(A):
        later("sample.tell", reference, kind=Step.FIRST)

    assert queued() == [
        {
            "practice_id": str(A),
            "person_id": None,
            "reference": str(reference),
            "request_id": str(request),
            "kind": "first",
        }
    ]


@pytest.mark.parametrize("payload", ["Jo Miller", {"name": "Jo"}, 7, b"Jo", str(A)])
def test_anything_but_an_id_is_refused(payload):
    with pytest.raises(NotAnId), scope(A):
        later(tell, payload)

    assert queued() == []


@pytest.mark.parametrize("kind", ["first", Step])
def test_a_kind_is_a_member_of_an_enumeration(kind):
    with pytest.raises(NotAnId), scope(A):
        later(tell, kind=kind)

    assert queued() == []


def test_a_long_kind_is_no_name():
    with pytest.raises(NotAnId):
        Call(practice_id=A, kind=Essay.TEXT).arguments()


def test_a_job_nobody_declared_is_refused():
    with pytest.raises(UnknownJob, match=r"sample\.dance"), scope(A):
        later("sample.dance")


def test_a_job_is_not_deferred_outside_the_transaction_that_records_why():
    with pytest.raises(OutsideTransaction, match=r"sample\.tell"):
        later(tell, practice_id=A)

    assert queued() == []


def test_a_rolled_back_transaction_leaves_no_job():
    def defer_and_fail():
        with scope(A):
            later(tell)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        defer_and_fail()

    assert queued() == []


def test_only_one_waits_when_one_is_enough():
    with scope(A):
        later(tell, only_one_waiting=True)
        later(tell, only_one_waiting=True)
    with scope(new_id()):
        later(tell, only_one_waiting=True)

    assert len(queued()) == 2


def test_a_job_that_runs_soon_has_run_when_the_request_goes_on():
    reference, request = new_id(), new_id()

    with correlated(request), scope(A):
        later(tell, reference, run_soon=True)
        before = notes()

    assert (before, notes()) == ([], [f"{A} {reference} {request}"])


def test_what_one_transaction_asks_for_twice_runs_soon_once():
    reference, other = new_id(), new_id()

    with scope(A):
        later(tell, reference, run_soon=True)
        with suppress(ZeroDivisionError), transaction.atomic():
            later(tell, other, run_soon=True)
            raise ZeroDivisionError
        later(tell, reference, run_soon=True)
        later(tell, other, run_soon=True)
    after_one = [note.split()[1] for note in notes()]
    with scope(A):
        later(tell, reference, run_soon=True)

    assert after_one == [str(reference), str(other)]
    assert len(notes()) == 3


def test_a_job_that_fails_in_the_request_is_left_to_the_worker():
    with scope(A):
        later("sample.fail", new_id(), run_soon=True)

    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'sample.fail'")
        assert cursor.fetchall() == [("todo", 1)]


def test_a_job_that_a_worker_has_taken_does_not_run_in_the_request_too():
    with transaction.atomic():
        later(tell, new_id(), practice_id=A, run_soon=True)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'sample.tell'")

    assert notes() == []
