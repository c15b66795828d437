"""Jobs for the tests: each writes down in a table of its own what it saw."""

import time
from datetime import timedelta

import psycopg
from django.db import connection

from attune.foundation.background import Call, CannotSucceed, Retry, job
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import current_scope
from attune.foundation.tenancy.scope import scope_or_none
from tests.tenancy.sample import Shelf

AT_ONCE = Retry(tries_max=3, first_wait=timedelta(0), jitter_percent=0)


def note(text: str) -> None:
    """Write a line down, in the transaction of the moment."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sample_note (text) VALUES (%s)", [text])


def notes() -> list[str]:
    """Return the lines in the order they were written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM sample_note ORDER BY number")
        return [text for (text,) in cursor.fetchall()]


@job("sample.tell")
def tell(call: Call) -> None:
    """Write down whose scope is open, and under which request id."""
    note(f"{current_scope().practice_id} {call.reference} {current_request_id()}")


@job("sample.put_up_shelf")
def put_up_shelf(call: Call) -> None:
    """Write a walled row."""
    Shelf.objects.create(label=f"{call.practice_id}")


@job("sample.tell_outside", opens_scope=False)
def tell_outside(call: Call) -> None:
    """Write down that no scope is open."""
    note(f"scope: {scope_or_none()}")


@job("sample.forget_scope", opens_scope=False, retry=AT_ONCE)
def forget_scope(call: Call) -> None:
    """Touch a walled table with no scope open."""
    note("tried")
    Shelf.objects.count()


@job("sample.fail", opens_scope=False, retry=AT_ONCE)
def fail(call: Call) -> None:
    """Fail at each try."""
    note(f"try, last: {call.is_last_try}")
    raise ZeroDivisionError("the name of a patient")


@job("sample.fail_once", retry=AT_ONCE)
def fail_once(call: Call) -> None:
    """Fail at the first try, after writing a row that must not stay."""
    first = not notes()
    note("written in a scope")
    if first:
        with_own_connection("failed")
        raise ZeroDivisionError


@job("sample.give_up", opens_scope=False, retry=AT_ONCE)
def give_up(call: Call) -> None:
    """Say that no further try can help."""
    note("tried")
    raise CannotSucceed


@job("sample.take_long", opens_scope=False)
def take_long(call: Call) -> None:
    """Take a second and a half."""
    note("begun")
    time.sleep(1.5)
    note("ended")


def with_own_connection(text: str) -> None:
    """Write a line that stays although the job's transaction is rolled back."""
    parameters = {**connection.get_connection_params(), "autocommit": True}
    for django_only in ("cursor_factory", "context"):
        parameters.pop(django_only, None)
    with psycopg.connect(**parameters) as other:
        other.execute("INSERT INTO sample_note (text) VALUES (%s)", [text])
