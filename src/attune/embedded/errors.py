"""What can go wrong with the state folder and the database server, one line each."""

from pathlib import Path

MEGABYTE = 1_000_000


class EmbeddedError(Exception):
    """The base of every refusal of this package; its text is one line fit for a terminal."""


class HomeUnusable(EmbeddedError):
    """The folder that should hold Attune's state cannot hold it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path} cannot hold Attune's data: {self.reason}. Set ATTUNE_HOME to another folder."


class DiskFull(EmbeddedError):
    """There is no room left for the database."""

    def __init__(self, path: Path, free_bytes: int) -> None:
        super().__init__(path, free_bytes)
        self.path = path
        self.free_bytes = free_bytes

    def __str__(self) -> str:
        free = self.free_bytes // MEGABYTE
        return (
            f"The disk that holds {self.path} is full: {free} MB are free and the database needs more."
            " Free some space, or set ATTUNE_HOME to a folder on another disk."
        )


class ServerProgramsMissing(EmbeddedError):
    """There are no PostgreSQL programs where they should be."""

    def __init__(self, path: Path | None, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        where = f" in {self.path}" if self.path else ""
        return f"No PostgreSQL to start{where}: {self.reason}."


class NoServerAccount(EmbeddedError):
    """PostgreSQL refuses to run as root, and there is no other account to run it."""

    def __str__(self) -> str:
        return "PostgreSQL does not run as root, and neither of the accounts postgres and nobody exists."


class ServerDidNotStart(EmbeddedError):
    """The server ended, or gave no answer in time."""

    def __init__(self, log_tail: str, log_path: Path) -> None:
        super().__init__(log_tail, log_path)
        self.log_tail = log_tail
        self.log_path = log_path

    def __str__(self) -> str:
        lines = self.log_tail.splitlines()
        telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
        cause = (telling or lines or ["it wrote nothing"])[-1].strip()
        return f"The embedded PostgreSQL did not start: {cause} (its log: {self.log_path})"


class ServerDidNotStop(EmbeddedError):
    """The server still runs after it was told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(pid)
        self.pid = pid

    def __str__(self) -> str:
        return f"The embedded PostgreSQL (process {self.pid}) did not stop."


class DatabaseUnreachable(EmbeddedError):
    """The server that DATABASE_URL names gives no connection."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address = address
        self.reason = reason

    def __str__(self) -> str:
        return f"DATABASE_URL ({self.address}) gives no connection: {self.reason}."


class DatabaseTooOld(EmbeddedError):
    """The server that DATABASE_URL names is older than Attune supports."""

    def __init__(self, address: str, major: int, major_min: int) -> None:
        super().__init__(address, major, major_min)
        self.address = address
        self.major = major
        self.major_min = major_min

    def __str__(self) -> str:
        return f"DATABASE_URL ({self.address}) is PostgreSQL {self.major}; Attune needs {self.major_min} or newer."
