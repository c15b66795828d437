"""Start, find and stop the PostgreSQL server that comes with Attune."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from attune.embedded.account import ServerAccount, give, server_account
from attune.embedded.errors import (
    DiskFull,
    HomeUnusable,
    ServerDidNotStart,
    ServerDidNotStop,
)
from attune.embedded.home import free_bytes, refusal, state_home
from attune.embedded.postmaster import (
    SOCKET_NAME,
    answers,
    has_survivors,
    is_answering,
    living_server,
    remove_stale_locks,
)
from attune.embedded.programs import server_programs

SUPERUSER = "postgres"
START_SECONDS_MAX = 60.0
STOP_SECONDS_MAX = 30.0
SURVIVOR_SECONDS_MAX = 10.0
POLL_SECONDS = 0.01
# The address of a unix socket holds 107 bytes and an end mark.
SOCKET_PATH_BYTES_MAX = 107
# Where a long path's socket goes: fixed, so that every process looks for it in the same place.
SHORT_FOLDER = Path("/tmp")  # noqa: S108 - the folder made there is private, and refused if another's
# A new data folder takes 40 MB and its first write-ahead log as much again.
NEW_FOLDER_BYTES_MIN = 120_000_000
LOG_TAIL_BYTES = 8_000
BUILTIN_LOCALE_SINCE_MAJOR = 17

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Errors quote statements and values; a log that a developer shares holds neither.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class EmbeddedPostgres:
    """One server with its own data folder under the state folder, reached by a unix socket alone."""

    def __init__(self, home: Path | None = None) -> None:
        self._account = server_account()
        self._home = home or state_home()
        self._programs = server_programs(self._home, self._account)
        self._folder = self._home / self._programs.instance_name
        self._data = self._folder / "data"
        self._log = self._folder / "server.log"
        self._socket_folder = _socket_folder(self._folder)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> bool:
        """Start the server unless it runs already, and return whether this call started it.

        Makes the data folder the first time; clears what a crashed start or a killed server left behind.
        Safe to call from several processes at once.
        Raises ServerDidNotStart, DiskFull and HomeUnusable.
        """
        if self.is_running():
            return False
        with self._locked():
            if self.is_running():
                return False
            if living_server(self._data) is None:
                self._prepare()
                self._launch()
                self._await_ready()
                return True
            self._await_ready()
            return False

    def stop(self) -> bool:
        """Stop the server, ending its connections, and return whether it ran.

        Raises ServerDidNotStop.
        """
        if living_server(self._data) is None:
            return False
        with self._locked():
            pid = living_server(self._data)
            if pid is None:
                return False
            # SIGINT ends connections and shuts down cleanly; SIGQUIT leaves recovery to the next start.
            for asked, seconds_max in ((signal.SIGINT, STOP_SECONDS_MAX), (signal.SIGQUIT, 5.0)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, asked)
                if self._is_gone_within(seconds_max):
                    return True
            raise ServerDidNotStop(pid)

    def is_running(self) -> bool:
        """Return whether the server lives and takes connections."""
        return is_answering(self._data, self._socket_folder)

    def process_id(self) -> int | None:
        """Return the server's process id while it lives."""
        return living_server(self._data)

    def admin_url(self, dbname: str = "postgres") -> str:
        """Return the superuser's connection to a database of this server."""
        # The port only names the socket's file; without it the caller's PGPORT would.
        host = quote(str(self._socket_folder), safe="")
        return f"postgresql://{SUPERUSER}@/{quote(dbname, safe='')}?host={host}&port=5432"

    def log_tail(self) -> str:
        """Return the last lines of the server's log."""
        try:
            with self._log.open("rb") as log:
                log.seek(max(0, log.seek(0, os.SEEK_END) - LOG_TAIL_BYTES))
                return log.read().decode(errors="replace")
        except FileNotFoundError:
            return ""

    def _prepare(self) -> None:
        self._await_survivors()
        with _refusing(self._socket_folder):
            _make_private(self._socket_folder, self._account)
        if not self._data.exists():
            self._make_data_folder()
        # Nothing lives in the data folder (asked just now, under the lock), so what is left is stale.
        remove_stale_locks(self._data, self._socket_folder)

    def _await_survivors(self) -> None:
        deadline = time.monotonic() + SURVIVOR_SECONDS_MAX
        while has_survivors(self._data) or answers(self._socket_folder):
            if time.monotonic() > deadline:
                raise ServerDidNotStart("FATAL: a killed server's processes still run", self._log)
            time.sleep(POLL_SECONDS)

    def _make_data_folder(self) -> None:
        if free_bytes(self._folder) < NEW_FOLDER_BYTES_MIN:
            raise DiskFull(self._folder, free_bytes(self._folder))
        # Made under another name: only a finished folder is ever called by its own. And under a new one
        # each time, as what a killed start was making may still be written to.
        for left in self._folder.glob("unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)
        unfinished = self._folder / f"unfinished-{secrets.token_hex(4)}"
        with _refusing(unfinished):
            unfinished.mkdir()
            give(unfinished, self._account)
        arguments = [
            *("-D", str(unfinished), "-U", SUPERUSER, "--encoding=UTF8"),
            *("--auth-local=trust", "--auth-host=reject"),
            *_locale(self._programs.major),
        ]
        with self._log_file() as log:
            made = self._run("initdb", arguments, log)
            if made.wait() != 0:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise self._failure()
        unfinished.rename(self._data)

    def _launch(self) -> None:
        settings = {**SETTINGS, "unix_socket_directories": str(self._socket_folder)}
        arguments = ["-D", str(self._data)]
        for name, value in settings.items():
            arguments += ["-c", f"{name}={value}"]
        with self._log_file() as log:
            self._process = self._run("postgres", arguments, log)

    def _run(self, program: str, arguments: Sequence[str], log: int) -> subprocess.Popen[bytes]:
        # Its own session: the terminal's Ctrl-C is not for the server.
        account = self._account
        try:
            return subprocess.Popen(
                [str(self._programs.folder / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                cwd="/",
                start_new_session=True,
                user=account.user_id if account else None,
                group=account.group_id if account else None,
                extra_groups=[] if account else None,
                umask=0o077,
            )
        except OSError as error:
            raise ServerDidNotStart(f"FATAL: {program}: {error.strerror}", self._log) from error

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not self.is_running():
            is_ours_ended = self._process is not None and self._process.poll() is not None
            is_another_ended = self._process is None and living_server(self._data) is None
            if is_ours_ended or is_another_ended or time.monotonic() > deadline:
                raise self._failure()
            time.sleep(POLL_SECONDS)

    def _is_gone_within(self, seconds_max: float) -> bool:
        deadline = time.monotonic() + seconds_max
        while living_server(self._data) is not None or has_survivors(self._data):
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        if self._process is not None:
            self._process.wait()
            self._process = None
        return True

    def _failure(self) -> ServerDidNotStart | DiskFull:
        tail = self.log_tail()
        if "No space left on device" in tail:
            return DiskFull(self._folder, free_bytes(self._folder))
        return ServerDidNotStart(tail, self._log)

    @contextlib.contextmanager
    def _log_file(self) -> Iterator[int]:
        # The tail must speak of this start alone, so every start begins a file; the last one is kept.
        with _refusing(self._folder):
            if self._log.exists():
                self._log.replace(self._log.with_suffix(".previous.log"))
            log = self._log.open("ab")
        with log:
            yield log.fileno()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with _refusing(self._folder):
            # Root keeps this folder, so that the account of the server cannot turn its log into a link.
            self._folder.mkdir(exist_ok=True)
            self._folder.chmod(0o711 if self._account else 0o700)
            lock = (self._folder / "lock").open("w")
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _socket_folder(instance: Path) -> Path:
    beside = instance / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX:
        return beside
    mark = hashlib.sha256(os.fsencode(instance)).hexdigest()[:12]
    return SHORT_FOLDER / f"attune-{os.geteuid()}-{mark}"


def _make_private(folder: Path, account: ServerAccount | None) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    # In a folder open to all, another account could have made it first, to listen in.
    owners = {os.geteuid(), account.user_id if account else os.geteuid()}
    if found.st_uid not in owners or not stat.S_ISDIR(found.st_mode):
        raise HomeUnusable(folder, "it belongs to another account")
    give(folder, account)


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error


def _locale(major: int) -> tuple[str, ...]:
    # Sorting by code point and case by Unicode, the same on every machine.
    if major >= BUILTIN_LOCALE_SINCE_MAJOR:
        return ("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)
