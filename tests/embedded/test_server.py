"""Which server is used, and what a wrong DATABASE_URL is answered with."""

import socket
from pathlib import Path

import psycopg
import pytest

from attune.embedded import server as server_module
from attune.embedded.errors import DatabaseTooOld, DatabaseUnreachable
from attune.embedded.postgres import EmbeddedPostgres
from attune.embedded.server import server_admin_url, without_password


def test_without_a_named_server_the_embedded_one_is_started(server: EmbeddedPostgres) -> None:
    url = server_admin_url()

    assert url == server.admin_url()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_named_server_that_answers_is_used(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    server.start()
    named = server.admin_url("template1")
    monkeypatch.setenv("DATABASE_URL", named)

    assert server_admin_url() == named


def test_a_named_server_that_does_not_answer_is_refused_without_its_password(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://someone:geheim@127.0.0.1:{port}/attune")

    with pytest.raises(DatabaseUnreachable) as refused:
        server_admin_url()

    assert str(refused.value) == (
        f"DATABASE_URL (postgresql://someone@127.0.0.1:{port}/attune) gives no connection: Connection refused."
    )


def test_a_database_that_does_not_exist_is_named(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    server.start()
    monkeypatch.setenv("DATABASE_URL", server.admin_url("nowhere"))

    with pytest.raises(DatabaseUnreachable) as refused:
        server_admin_url()

    assert refused.value.reason == 'database "nowhere" does not exist'


@pytest.mark.parametrize("named", ["mysql://someone:geheim@host/db", "geheim", "postgresql://[geheim/db"])
def test_what_is_no_postgresql_address_is_refused_unquoted(
    named: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", named)

    with pytest.raises(DatabaseUnreachable) as refused:
        server_admin_url()

    assert str(refused.value) == (
        "DATABASE_URL (not a PostgreSQL address) gives no connection:"
        " write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
    )


def test_an_address_the_driver_cannot_read_is_refused_unquoted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:geheim@host/db?colour=geheim")

    with pytest.raises(DatabaseUnreachable) as refused:
        server_admin_url()

    assert refused.value.address == "postgresql://someone@host/db"
    assert refused.value.reason == "it cannot be read as a PostgreSQL address"


def test_a_server_that_is_too_old_is_refused(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    server.start()
    monkeypatch.setenv("DATABASE_URL", server.admin_url())
    monkeypatch.setattr(server_module, "MAJOR_MIN", 99)

    with pytest.raises(DatabaseTooOld) as refused:
        server_admin_url()

    assert (refused.value.major, refused.value.major_min) == (18, 99)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "postgresql://a:secret@db.example:5433/attune?sslmode=require",
            "postgresql://a@db.example:5433/attune",
        ),
        (
            "postgres://postgres@/attune?host=%2Frun&password=secret",
            "postgres://postgres@local socket/attune",
        ),
        ("postgresql:///attune", "postgresql://local socket/attune"),
    ],
)
def test_an_address_is_shown_without_what_opens_it(url: str, shown: str) -> None:
    assert without_password(url) == shown
