"""What is sent without waiting: part of its transaction in its place, and never silently lost."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, InternalError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attune.foundation.tenancy import scope
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


def ask_what_divides_by_zero() -> None:
    connection.prepared_text("SELECT 1 / $1::integer", ["0"])  # type: ignore[attr-defined]


def ask_for_what_was_told() -> None:
    connection.begin_with("SELECT $1", ["so"])()  # type: ignore[attr-defined]


def open_and_release() -> None:
    with transaction.atomic():
        pass
    ask_for_what_was_told()


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


@pytest.mark.parametrize("ask", [ask_by_a_cursor, ask_what_is_prepared, ask_for_what_was_told, open_and_release])
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


def test_ids_and_texts_are_what_they_are_read_as() -> None:
    first, second = new_id(), new_id()
    sql = "SELECT concat_ws(' ', $1::uuid, $2::text, $3::uuid, $4::text)"
    asked = [first, "ä ' $1", None, str(second)]
    assert connection.prepared_text(sql, asked) == f"{first} ä ' $1 {second}"  # type: ignore[attr-defined]


def test_what_a_transaction_begins_with_is_told_when_it_is_asked_for() -> None:
    holder = new_id()
    with transaction.atomic():
        answer = connection.begin_with("SELECT $1 || '!'", ["so"])  # type: ignore[attr-defined]
        post(holder)
        assert answer().get_value(0, 0) == b"so!"
        assert counted(holder) == 1
    assert answer().get_value(0, 0) == b"so!"
    assert counted(holder) == 1


def test_a_beginning_that_fails_is_an_error_of_what_is_said_next() -> None:
    holder = new_id()
    with pytest.raises(DataError, match="zero"), transaction.atomic():
        connection.begin_with("SELECT 1 / $1::integer", ["0"])  # type: ignore[attr-defined]
        post(holder)
    assert counted(holder) == 0


def test_it_is_counted_and_logged_as_any_other_statement() -> None:
    with CaptureQueriesContext(connection) as said, transaction.atomic():
        post(new_id())
    assert [one["sql"] for one in said] == ["BEGIN", PENDING, "COMMIT"]


def test_a_scope_tells_the_transactions_time_also_after_its_end() -> None:
    with scope(new_id()) as opened, connection.cursor() as cursor:
        cursor.execute("SELECT app.now()")
        assert cursor.fetchone() == (opened.now,)
    with scope(new_id()) as later:
        pass
    assert later.now > opened.now


def test_the_time_of_a_scope_is_read_while_its_connection_is_busy_and_when_it_is_closed() -> None:
    one_row = "COPY (SELECT 1) TO STDOUT"
    with scope(new_id()) as opened, connection.cursor() as cursor, cursor.copy(one_row) as copied:
        assert opened.now.tzinfo is UTC
        assert [bytes(row) for row in copied] == [b"1\n"]
    with scope(new_id()) as unread:
        pass
    connection.close()
    assert unread.now > opened.now


def test_an_error_that_somebody_passed_over_is_one_of_the_commit() -> None:
    holder = new_id()
    for fails in (post_what_is_refused, ask_what_divides_by_zero):
        with pytest.raises(InternalError, match="passed over"), transaction.atomic():
            post(holder)
            with suppress(IntegrityError, DataError):
                fails()
                ask_by_a_cursor()
    assert counted(holder) == 0


def test_outside_of_a_transaction_nothing_is_posted() -> None:
    with pytest.raises(AssertionError):
        post(new_id())
    with pytest.raises(AssertionError):
        ask_for_what_was_told()


def test_a_scope_on_a_server_that_went_is_an_error_and_the_next_finds_another() -> None:
    pid = connection.prepared_text("SELECT pg_backend_pid()", [])  # type: ignore[attr-defined]
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [int(pid)])
    another.close()
    with pytest.raises(OperationalError), scope(new_id()):
        pass
    with scope(new_id()) as opened:
        assert opened.now.tzinfo is UTC


@pytest.mark.parametrize("ask", [ask_by_a_cursor, ask_what_is_prepared, ask_for_what_was_told, lambda: None])
def test_a_server_that_goes_meanwhile_is_an_error_and_the_next_transaction_finds_another(
    ask: Callable[[], None],
) -> None:
    holder = new_id()
    with pytest.raises(OperationalError), transaction.atomic():
        post(holder)
        connection.post("SELECT pg_terminate_backend(pg_backend_pid())", [])  # type: ignore[attr-defined]
        ask()
    assert counted(holder) == 0
