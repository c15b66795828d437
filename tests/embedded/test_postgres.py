"""The server's life: made, found again, stopped, killed, and started by two at once."""

import importlib.metadata
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from attune.embedded import postgres as postgres_module
from attune.embedded import programs
from attune.embedded.account import server_account
from attune.embedded.errors import DiskFull, HomeUnusable, ServerDidNotStart, ServerProgramsMissing
from attune.embedded.postgres import EmbeddedPostgres
from attune.embedded.postmaster import LOCK_FILE, SOCKET_NAME

SECONDS_MAX = 20.0
START = "from attune.embedded.postgres import EmbeddedPostgres; print(EmbeddedPostgres().start())"
EXTERNAL = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def test_the_first_start_makes_a_server_that_takes_connections(server: EmbeddedPostgres) -> None:
    assert not server.is_running()

    assert server.start()

    with psycopg.connect(server.admin_url()) as connection:
        settings = connection.execute(
            "SELECT current_user::text, current_setting('fsync'), current_setting('listen_addresses'),"
            " current_setting('server_encoding'), current_setting('timezone')"
        ).fetchone()
    assert settings == ("postgres", "on", "", "UTF8", "UTC")


def test_a_running_server_is_found_and_not_started_again(server: EmbeddedPostgres) -> None:
    server.start()
    pid = server.process_id()

    other = EmbeddedPostgres()

    assert not other.start()
    assert (other.process_id(), other.admin_url()) == (pid, server.admin_url())


def test_another_can_stop_it_and_the_data_stays(server: EmbeddedPostgres) -> None:
    server.start()
    remember(server, "kept")

    assert EmbeddedPostgres().stop()

    assert not server.is_running()
    assert not server.stop()
    assert server.start()
    assert remembered(server) == ["kept"]


def test_only_the_accounts_own_may_enter_the_socket_and_the_data(server: EmbeddedPostgres, home: Path) -> None:
    server.start()

    account = server_account()
    owner = account.user_id if account else os.geteuid()
    for folder in (home / "postgres-18" / "socket", home / "postgres-18" / "data"):
        assert (folder.stat().st_uid, folder.stat().st_mode & 0o777) == (owner, 0o700)


def test_a_killed_server_is_started_again_with_what_was_committed(server: EmbeddedPostgres) -> None:
    server.start()
    remember(server, "committed")
    pid = server.process_id()
    assert pid is not None

    os.kill(pid, signal.SIGKILL)

    assert until(lambda: not server.is_running())
    assert server.start()
    assert remembered(server) == ["committed"]


def test_a_lock_file_whose_number_now_belongs_to_another_process_is_cleared(
    server: EmbeddedPostgres, home: Path
) -> None:
    server.start()
    data, socket = home / "postgres-18" / "data", home / "postgres-18" / "socket"
    left = (data / LOCK_FILE).read_text().splitlines()
    server.stop()
    # This test's own process is alive, and is no server.
    left[0] = str(os.getpid())
    for file in (data / LOCK_FILE, socket / f"{SOCKET_NAME}.lock"):
        file.write_text("\n".join(left) + "\n")

    assert not server.is_running()
    assert server.start()


def test_a_lock_file_is_never_removed_while_a_server_lives(
    server: EmbeddedPostgres, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.start()
    pid = server.process_id()
    lock = home / "postgres-18" / "data" / LOCK_FILE
    hidden = lock.with_name("hidden")
    # As after someone removed the lock by hand: the server itself notices only after a while.
    lock.rename(hidden)
    monkeypatch.setattr(postgres_module, "SURVIVOR_SECONDS_MAX", 0.2)

    with pytest.raises(ServerDidNotStart) as refused:
        EmbeddedPostgres().start()

    assert "processes still run" in str(refused.value)
    hidden.rename(lock)
    assert server.process_id() == pid


def test_a_first_start_that_was_cut_off_is_begun_anew(server: EmbeddedPostgres, home: Path) -> None:
    unfinished = home / "postgres-18" / "unfinished-0"
    (unfinished / "base").mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    assert server.start()

    assert list((home / "postgres-18").glob("unfinished-*")) == []


def test_a_start_that_is_killed_while_it_makes_the_data_folder_is_recovered(
    server: EmbeddedPostgres, home: Path
) -> None:
    starting = subprocess.Popen([sys.executable, "-c", START], stdout=subprocess.DEVNULL)
    assert until(lambda: list((home / "postgres-18").glob("unfinished-*/base")) != [])

    starting.kill()
    starting.wait()

    assert server.start()
    assert version(server) == 18


def test_two_that_start_at_once_share_one_server(server: EmbeddedPostgres, home: Path) -> None:
    starting = [subprocess.Popen([sys.executable, "-c", START], stdout=subprocess.PIPE, text=True) for _ in range(3)]

    said = sorted(process.communicate(timeout=60)[0].strip() for process in starting)

    assert said == ["False", "False", "True"]
    assert server.is_running()


def test_a_server_outlives_the_process_that_started_it(server: EmbeddedPostgres) -> None:
    subprocess.run([sys.executable, "-c", START], check=True, stdout=subprocess.DEVNULL)

    assert server.is_running()
    assert not server.start()


def test_a_long_path_gets_a_short_private_socket(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = open_folder / ("long-" * 20)
    monkeypatch.setenv("ATTUNE_HOME", str(long))
    server = EmbeddedPostgres()
    folder = postgres_module._socket_folder(long / "postgres-18")

    server.start()
    try:
        assert version(server) == 18
        assert folder.parent == postgres_module.SHORT_FOLDER
        assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
        shutil.rmtree(folder)


def test_a_short_socket_folder_that_is_a_link_of_someone_is_refused(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = open_folder / ("long-" * 20)
    monkeypatch.setenv("ATTUNE_HOME", str(long))
    monkeypatch.setattr(postgres_module, "SHORT_FOLDER", open_folder)
    server = EmbeddedPostgres()
    folder = postgres_module._socket_folder(long / "postgres-18")
    (open_folder / "trap").mkdir()
    folder.symlink_to(open_folder / "trap")

    with pytest.raises(HomeUnusable) as refused:
        server.start()

    assert (refused.value.path, refused.value.reason) == (folder, "it belongs to another account")


def test_too_little_room_is_refused_before_anything_is_made(
    server: EmbeddedPostgres, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "NEW_FOLDER_BYTES_MIN", 1 << 62)

    with pytest.raises(DiskFull):
        server.start()

    assert not (home / "postgres-18" / "data").exists()


def test_a_server_that_ends_at_once_is_reported_in_its_own_words(server: EmbeddedPostgres, home: Path) -> None:
    server.start()
    server.stop()
    (home / "postgres-18" / "data" / "postgresql.conf").write_text("shared_buffers = 'much'\n")

    with pytest.raises(ServerDidNotStart) as refused:
        server.start()

    assert "postgresql.conf" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="who runs the server as themselves reaches what they see")
def test_programs_that_its_account_cannot_reach_are_copied_for_it(
    server: EmbeddedPostgres, home: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    found = programs._package_folder()
    for part in (found, found.with_name(f"{found.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.setattr(programs, "_package_folder", lambda: closed / found.name)

    again = EmbeddedPostgres()

    assert again.start()
    copied = home / f"programs-{importlib.metadata.version(programs.DISTRIBUTION)}"
    assert list(home.glob("programs-*")) == [copied]
    assert again._programs.folder == copied / programs.PACKAGE / programs.INSTALLATION / "bin"


def test_a_folder_without_programs_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_POSTGRES_BIN", "/usr/share")

    with pytest.raises(ServerProgramsMissing) as refused:
        EmbeddedPostgres()

    assert str(refused.value) == (
        "No PostgreSQL to start in /usr/share: ATTUNE_POSTGRES_BIN names a folder without postgres."
    )


@pytest.mark.skipif(not EXTERNAL, reason="no PostgreSQL from the system's packages")
def test_another_installation_gets_a_data_folder_of_its_own(
    server: EmbeddedPostgres, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.start()
    monkeypatch.setenv("ATTUNE_POSTGRES_BIN", str(EXTERNAL[-1].parent))
    other = EmbeddedPostgres()

    other.start()
    try:
        major = int(EXTERNAL[-1].parent.parent.name)
        assert (version(server), version(other)) == (18, major)
        assert (home / f"postgres-{major}-external" / "data").is_dir()
    finally:
        other.stop()


def remember(server: EmbeddedPostgres, word: str) -> None:
    with psycopg.connect(server.admin_url()) as connection:
        connection.execute("CREATE TABLE words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def remembered(server: EmbeddedPostgres) -> list[str]:
    with psycopg.connect(server.admin_url()) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words")]


def version(server: EmbeddedPostgres) -> int:
    with psycopg.connect(server.admin_url()) as connection:
        return connection.info.server_version // 10_000


def until(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS_MAX
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
