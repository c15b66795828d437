"""What is sent without waiting: part of its transaction in its place, and never silently lost."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attune.kernel.identifiers import new_id

pytestmark = pytest.mark.usefixtures("committed_database")

PENDING = "INSERT INTO audit_pendingseal (id, holder_id) VALUES ($1, $2)"
REFUSED = "INSERT INTO audit_pendingseal (id) VALUES ($1)"
NAMED = "SELECT count(*) FROM audit_pendingseal WHERE holder_id = %s"


class Regretted(Exception):
    """Somebody thought better of it."""


def post(holder: UUID) -> None:
    connection.post(PENDING, [str(new_id()), str(holder)])  # type: ignore[attr-defined]


def post_what_is_refused() -> None:
    connection.post(REFUSED, [str(new_id())])  # type: ignore[attr-defined]


def counted(holder: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [holder])
        return int(cursor.fetchone()[0])


def ask_by_a_cursor() -> None:
    counted(new_id())


def ask_what_is_prepared() -> None:
    connection.prepared_text("SELECT $1", ["so"])  # type: ignore[attr-defined]


def ask_in_plain() -> None:
    connection.exchange("SELECT 1")  # type: ignore[attr-defined]


def open_and_release() -> None:
    with transaction.atomic():
        pass
    ask_in_plain()


def test_it_is_read_by_what_follows_and_stays_after_the_commit() -> None:
    holder = new_id()
    with transaction.atomic():
        post(holder)
        post(holder)
        assert counted(holder) == 2
        post(holder)
    assert counted(holder) == 3


def test_it_may_be_the_first_and_the_last_that_a_transaction_says() -> None:
    holder = new_id()
    with transaction.atomic():
        post(holder)
    assert counted(holder) == 1


@pytest.mark.parametrize("ask", [ask_by_a_cursor, ask_what_is_prepared, ask_in_plain, open_and_release])
def test_what_is_said_next_raises_its_error(ask: Callable[[], None]) -> None:
    holder = new_id()
    with pytest.raises(IntegrityError, match="holder_id"), transaction.atomic():
        post(holder)
        post_what_is_refused()
        ask()
    assert counted(holder) == 0


def test_the_commit_raises_its_error_and_nothing_is_kept() -> None:
    holder = new_id()
    with pytest.raises(IntegrityError, match="holder_id"), transaction.atomic():
        post(holder)
        post_what_is_refused()
        post(holder)
    assert counted(holder) == 0


def test_a_rollback_takes_it_away_whether_it_held_or_not() -> None:
    holder = new_id()
    with pytest.raises(Regretted), transaction.atomic():
        post(holder)
        post_what_is_refused()
        raise Regretted
    assert counted(holder) == 0


def test_a_savepoint_that_is_rolled_back_takes_its_part_away_and_no_more() -> None:
    holder = new_id()
    with transaction.atomic():
        post(holder)
        with pytest.raises(Regretted), transaction.atomic():
            post(holder)
            post_what_is_refused()
            raise Regretted
        with transaction.atomic():
            post(holder)
        post(holder)
    assert counted(holder) == 3


def test_a_savepoint_behind_it_is_released_and_committed_with_it() -> None:
    holder = new_id()
    with transaction.atomic():
        with transaction.atomic():
            post(holder)
        post(holder)
    assert counted(holder) == 2


def test_a_cursor_that_is_open_reads_on() -> None:
    holder = new_id()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT generate_series(1, 3)")
        first = cursor.fetchone()
        post(holder)
        assert [first, *cursor.fetchall()] == [(1,), (2,), (3,)]
        cursor.execute(NAMED, [holder])
        assert cursor.fetchone() == (1,)


def test_any_number_and_size_of_them_is_written() -> None:
    holder = new_id()
    large = "INSERT INTO audit_pendingseal (id, holder_id) SELECT $1, $2 WHERE length($3) = 4000000"
    with transaction.atomic():
        for _ in range(3_000):
            post(holder)
        connection.post(large, [str(new_id()), str(holder), "x" * 4_000_000])  # type: ignore[attr-defined]
        post(holder)
    assert counted(holder) == 3_002


def test_it_is_counted_and_logged_as_any_other_statement() -> None:
    with CaptureQueriesContext(connection) as said, transaction.atomic():
        post(new_id())
    assert [one["sql"] for one in said] == ["BEGIN", PENDING, "COMMIT"]


@pytest.mark.parametrize("ask", [ask_by_a_cursor, ask_what_is_prepared, ask_in_plain, lambda: None])
def test_a_server_that_goes_meanwhile_is_an_error_and_the_next_transaction_finds_another(
    ask: Callable[[], None],
) -> None:
    holder = new_id()
    with pytest.raises(OperationalError), transaction.atomic():
        post(holder)
        connection.post("SELECT pg_terminate_backend(pg_backend_pid())", [])  # type: ignore[attr-defined]
        ask()
    assert counted(holder) == 0
