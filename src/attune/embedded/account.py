"""Which account of the machine runs the database server, and what that account can reach."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from attune.embedded.errors import NoServerAccount

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """An unprivileged account that runs PostgreSQL for root."""

    name: str
    user_id: int
    group_id: int


def server_account() -> ServerAccount | None:
    """Return the account that runs the server, or None when the caller runs it itself.

    PostgreSQL refuses to run as root, so root needs another account; everyone else does not.
    Raises NoServerAccount when root finds none.
    """
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(name=name, user_id=entry.pw_uid, group_id=entry.pw_gid)
    raise NoServerAccount


def can_enter(folder: Path, account: ServerAccount | None) -> bool:
    """Return whether the account may walk into a folder; parts that do not exist yet do not count.

    Judged by owner, group and mode alone, as the account is started without further groups.
    """
    if account is None:
        return True
    folder = Path(os.path.realpath(folder))
    return all(_may_walk_through(part, account) for part in (*reversed(folder.parents), folder))


def _may_walk_through(folder: Path, account: ServerAccount) -> bool:
    try:
        found = folder.stat()
    except FileNotFoundError:
        return True
    if found.st_uid == account.user_id:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.group_id:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def give(folder: Path, account: ServerAccount | None) -> None:
    """Make a folder private to the account that runs the server (root may enter all the same)."""
    if account is not None:
        os.chown(folder, account.user_id, account.group_id)
    folder.chmod(0o700)
