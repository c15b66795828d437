"""Whether a server runs on a data folder, judged by its lock file, its process and its socket."""

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = "postmaster.pid"
SOCKET_NAME = ".s.PGSQL.5432"
ANSWER_SECONDS_MAX = 5.0
# Lines of the lock file, counted from 0. Source: PostgreSQL, src/include/utils/pidfile.h.
PID_LINE, STATUS_LINE = 0, 7
# A request for TLS: length 8, code 80877103. A server on a unix socket answers N.
# Source: PostgreSQL documentation, "Message Formats", SSLRequest.
TLS_REQUEST = bytes((0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F))


@dataclass(frozen=True, slots=True)
class LockFile:
    """What a starting or running server wrote about itself in its data folder."""

    pid: int
    is_ready: bool


def read_lock_file(data: Path) -> LockFile | None:
    """Return what the data folder's lock file says, or None where there is none or it is half written."""
    try:
        lines = (data / LOCK_FILE).read_text().splitlines()
        # The first line is negative where a single-user backend holds the folder.
        pid = abs(int(lines[PID_LINE]))
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None
    status = lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""
    return LockFile(pid=pid, is_ready=status == "ready")


def living_server(data: Path) -> int | None:
    """Return the process id of the server whose lock file lies in the data folder, if it lives.

    A process that merely got the same number after a crash does not count, nor does one that has ended
    and was not yet collected by its parent.
    """
    lock = read_lock_file(data)
    if lock is None or not _works_in(lock.pid, data):
        return None
    return lock.pid


def is_answering(data: Path, socket_folder: Path) -> bool:
    """Return whether the server on the data folder lives, is ready and answers on its socket."""
    lock = read_lock_file(data)
    return lock is not None and lock.is_ready and living_server(data) is not None and answers(socket_folder)


def answers(socket_folder: Path) -> bool:
    """Return whether a PostgreSQL server answers on the socket in a folder."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_SECONDS_MAX)
        try:
            line.connect(str(socket_folder / SOCKET_NAME))
            line.sendall(TLS_REQUEST)
            return line.recv(1) in {b"N", b"S"}
        except OSError:
            return False


def has_survivors(data: Path) -> bool:
    """Return whether any process still works in the data folder.

    After a killed server its children live on for a moment, and share its memory and files.
    """
    processes = Path("/proc")
    if not processes.is_dir():
        return False
    return any(_works_in(int(entry.name), data) for entry in processes.iterdir() if entry.name.isdigit())


def remove_stale_locks(data: Path, socket_folder: Path) -> None:
    """Remove the lock files of a server that is gone; the caller has made sure that it is."""
    (data / LOCK_FILE).unlink(missing_ok=True)
    (socket_folder / SOCKET_NAME).unlink(missing_ok=True)
    (socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _works_in(pid: int, data: Path) -> bool:
    # A server's processes stand in its data folder. The link of an ended process cannot be read.
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == Path(os.path.realpath(data))
        except OSError:
            return False
    listed = subprocess.run(
        ["/bin/ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(listed) and not listed.startswith("Z") and str(data) in listed
