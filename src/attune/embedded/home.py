"""Where Attune keeps its state on a machine that nobody has prepared."""

import errno
import hashlib
import os
import tempfile
from pathlib import Path

import attune
from attune.embedded.account import ServerAccount, can_enter, server_account
from attune.embedded.errors import DiskFull, HomeUnusable

FOLDER = ".attune"
SHARED_STATE = Path("/var/lib/attune")
POINTER = "where"


def checkout() -> Path:
    """Return the working copy this package runs from, else the current folder's project, else that folder."""
    package = Path(attune.__file__).resolve().parent
    for folder in (*package.parents[:2], *_upward(Path.cwd())):
        if (folder / "pyproject.toml").is_file():
            return folder
    return Path.cwd()


def state_home() -> Path:
    """Return the folder that holds Attune's state, made if it is missing.

    ATTUNE_HOME if that is set; else `.attune` in the checkout; else, for root whose checkout is closed
    to the account that runs the database, a folder under /var/lib that `.attune/where` names.
    Raises HomeUnusable and DiskFull.
    """
    account = server_account()
    named = os.environ.get("ATTUNE_HOME")
    if named:
        home = Path(named).expanduser().absolute()
        _make(home, account)
    else:
        project = checkout()
        home = project / FOLDER
        _make(home, account)
        if not can_enter(project, account):
            home = _home_elsewhere(project, account, pointer=home / POINTER)
    if account is not None and not can_enter(home, account):
        raise HomeUnusable(home, f"the account {account.name}, which runs the database, cannot reach it")
    return home


def _home_elsewhere(project: Path, account: ServerAccount | None, *, pointer: Path) -> Path:
    mark = hashlib.sha256(os.fsencode(project)).hexdigest()[:12]
    home = SHARED_STATE / mark
    _make(SHARED_STATE, account)
    _make(home, account)
    if not pointer.is_file() or pointer.read_text() != f"{home}\n":
        try:
            pointer.write_text(f"{home}\n")
        except OSError as error:
            raise refusal(pointer.parent, error) from error
    return home


def _upward(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)


def _make(folder: Path, account: ServerAccount | None) -> None:
    # Root's state holds the server's folder, so that account must be able to walk through, not to list.
    mode = 0o700 if account is None else 0o711
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(mode)  # whatever the umask says
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 4096)
    except OSError as error:
        raise refusal(folder, error) from error


def refusal(path: Path, error: OSError) -> HomeUnusable | DiskFull:
    """Return the refusal that says in words what the operating system said in a number."""
    # Copying a folder reports the files that failed and no number.
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or (error.errno is None and not free_bytes(path)):
        return DiskFull(path, free_bytes(path))
    if error.errno in {errno.EACCES, errno.EPERM}:
        return HomeUnusable(path, "this account may not write there")
    if error.errno == errno.EROFS:
        return HomeUnusable(path, "the disk is read-only")
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return HomeUnusable(path, "a file stands where a folder is needed")
    return HomeUnusable(path, os.strerror(error.errno) if error.errno else str(error))


def free_bytes(path: Path) -> int:
    """Return the room left for this account on the disk that holds a path."""
    for folder in _upward(path.absolute()):
        if folder.exists():
            room = os.statvfs(folder)
            return room.f_bavail * room.f_frsize
    return 0
