"""The product's own processes, for tests that need a real browser: pages on a free loopback port, and jobs."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import IO

from django.conf import settings

from tests.support import databases
from tests.support.warm import Forked, forked

STARTS_WITHIN_SECONDS = 90
ATTUNE, FRONT_DOOR = ("attune.cli",), ("attune.demo.front_door",)


@contextmanager
def live_site(database: str, *, log: IO[bytes] | None = None, **variables: str) -> Iterator[str]:
    """Serve a database of the tests as the app role; give the address, and end the process in the end.

    ``variables`` are added to its environment, and what it writes goes to ``log``. The name is localhost: passkeys
    need a secure context.
    """
    with _listening([*ATTUNE, "web"], database, log, **variables) as port:
        yield f"http://localhost:{port}"


@contextmanager
def live_front(database: str, *, log: IO[bytes] | None = None, **variables: str) -> Iterator[str]:
    """Serve pages and the websocket that keeps them up to date behind one port; as ``live_site`` else."""
    with (
        _listening([*ATTUNE, "web"], database, log, **variables) as web,
        _listening([*ATTUNE, "websocket"], database, log, **variables) as websocket,
        _listening([*FRONT_DOOR, "--web", str(web), "--websocket", str(websocket)], database, log, **variables) as port,
    ):
        yield f"http://localhost:{port}"


@contextmanager
def live_jobs(database: str, *, log: IO[bytes] | None = None, **variables: str) -> Iterator[None]:
    """Run the jobs of a database of the tests as they come due, and end in the end; as ``live_site`` else."""
    with _running([*ATTUNE, "worker", "--concurrency", "2"], database, log, **variables):
        yield


@contextmanager
def _listening(command: list[str], database: str, log: IO[bytes] | None, **variables: str) -> Iterator[int]:
    port = _free_port()
    with _running([*command, "--port", str(port)], database, log, **variables) as process:
        _wait_for(port, process)
        yield port


@contextmanager
def _running(command: list[str], database: str, log: IO[bytes] | None, **variables: str) -> Iterator[Forked]:
    module, *arguments = command
    process = forked(
        module,
        arguments,
        1 if log is None else log.fileno(),
        {
            "DATABASE_URL": databases.url("app", database),
            "ATTUNE_EDITION": settings.EDITION,
            "DJANGO_SETTINGS_MODULE": f"attune.editions.{settings.EDITION}.settings",
            "ATTUNE_WEB_THREADS": "2",
            **variables,
        },
    )
    try:
        yield process
    finally:
        process.kill()


@cache
def own_port(_what: str) -> int:
    """Return this process's port for something, always the same.

    It lies below those the system gives to connections that go out, and is tried from another place in each process.
    """
    return next(port for port in _ports() if _is_free(port))


@cache
def _ports() -> Iterator[int]:
    return iter(range(12_000 + os.getpid() % 2_000 * 10, 32_000))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: Forked) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.is_running(), "the process ended; its log says why"
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")
