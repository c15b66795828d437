"""What a connection keeps prepared: past a rollback, never past what makes the server forget."""

import psycopg
import pytest
from django.db import DataError, IntegrityError, NotSupportedError, connection, transaction

pytestmark = pytest.mark.usefixtures("committed_database")

COUNTED = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE '\\_pg3\\_%%'"


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return int(cursor.fetchone()[0])


def ask_often(times: int = 5) -> None:
    for number in range(times):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s + 1, 'often'", [number])
            assert cursor.fetchone() == (number + 1, "often")


def test_what_is_asked_often_is_prepared() -> None:
    before = kept()
    ask_often()
    assert kept() == before + 1


def test_a_rollback_forgets_nothing() -> None:
    ask_often()
    before = kept()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_pendingseal (id) VALUES (gen_random_uuid())")
    assert kept() == before
    ask_often()


def test_what_the_server_was_told_to_forget_is_prepared_anew() -> None:
    ask_often()
    assert connection.prepared_text("SELECT $1 || '!'", ["so"]) == "so!"  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    ask_often()
    assert connection.prepared_text("SELECT $1 || '!'", ["so"]) == "so!"  # type: ignore[attr-defined]


def test_what_is_prepared_before_the_server_is_told_to_forget_is_prepared_anew() -> None:
    # psycopg means to have everything forgotten, and says so with the next statement but one.
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS nowhere; SELECT 1 / 0")
    for _ in range(2):
        assert connection.prepared_text("SELECT $1 || '!'", ["so"]) == "so!"  # type: ignore[attr-defined]
        ask_often()


def test_no_value_is_cut_off_at_a_nul() -> None:
    assert connection.prepared_text("SELECT $1 || '!'", ["so"]) == "so!"  # type: ignore[attr-defined]
    with pytest.raises(DataError):
        connection.prepared_text("SELECT $1 || '!'", ["so\0 and more"])  # type: ignore[attr-defined]


def test_what_a_changed_column_made_useless_is_prepared_anew(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    def ask() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT version FROM changing")

    def ask_prepared() -> str | None:
        with transaction.atomic():
            told: str | None = connection.prepared_text(  # type: ignore[attr-defined]
                "SELECT version FROM changing", []
            )
            return told

    owner.execute("CREATE TABLE changing (version varchar(3))")
    owner.execute("GRANT SELECT ON changing TO attune_app")
    for _ in range(5):
        ask()
    ask_prepared()
    owner.execute("ALTER TABLE changing ALTER version TYPE varchar(5)")

    for one in (ask, ask_prepared):
        with pytest.raises(NotSupportedError):
            one()
        for _ in range(5):
            one()


def test_what_is_prepared_belongs_to_the_transaction_that_begins_with_it() -> None:
    class Regretted(Exception):
        pass

    counted = "SELECT count(*) FROM audit_pendingseal"
    before = connection.prepared_text(counted, [])  # type: ignore[attr-defined]
    with pytest.raises(Regretted), transaction.atomic():
        connection.prepared_text(  # type: ignore[attr-defined]
            "INSERT INTO audit_pendingseal (id, holder_id) VALUES (gen_random_uuid(), gen_random_uuid())", []
        )
        raise Regretted

    assert connection.prepared_text(counted, []) == before  # type: ignore[attr-defined]
