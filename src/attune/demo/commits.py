"""Commits that do not wait for the disk: while a world is made, nothing is promised to anybody yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created


@contextmanager
def unawaited_commits() -> Iterator[None]:
    """Let the server write commits to the disk when it comes to it, in this process and in those it forks.

    Each transaction is as whole as ever; only the last half second would be missing if the server died just then.
    """
    connection_created.connect(_go_on)
    if connection.connection is not None:
        _go_on(connection=connection)
    try:
        yield
    finally:
        connection_created.disconnect(_go_on)
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("RESET synchronous_commit")


def _go_on(*, connection: Any, **_: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
