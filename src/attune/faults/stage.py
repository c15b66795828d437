"""Where a fault run takes place: a PostgreSQL of its own, the sandbox, pages for events, and workers."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from attune.embedded.postgres import EmbeddedPostgres
from attune.faults.processes import Child, Nursery
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import move_clock
from attune.sandboxes.stripe.control import Control, SandboxSilent
from attune.sandboxes.stripe.server import sandbox_of, serve

HOST: Final = "127.0.0.1"
WORKERS: Final = 2
READY_SECONDS: Final = 20.0


class Pages(ThreadingMixIn, WSGIServer):
    """The product's pages, a thread for each request."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(slots=True)
class Stage:
    """Everything that runs during a fault run."""

    admin_url: str
    control: Control
    nursery: Nursery
    server: EmbeddedPostgres
    workers: list[Child] = field(default_factory=list)
    kills: int = 0
    offset: timedelta = timedelta(0)

    def kill_worker(self, place: int) -> None:
        """Kill a worker and start another in its place."""
        self.workers[place].kill()
        self.kills += 1
        self.workers[place] = self.start_worker()

    def start_worker(self) -> Child:
        """Start a worker."""
        return self.nursery.start("worker", lambda: work(WorkerOptions(concurrency=2, grace_seconds=2.0)))

    def crash_database(self) -> None:
        """Kill the database server and start it again: it recovers what was committed."""
        pid = self.server.process_id()
        assert pid is not None
        connection.close()
        os.kill(pid, signal.SIGKILL)
        self.kills += 1
        self.server.start()

    def move_clock(self, further: timedelta) -> None:
        """Let time pass, for the product and for the processor."""
        self.offset += further
        move_clock(self.offset)
        connection.close()
        self.control.move_clock(self.offset.total_seconds())

    def asked(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what stands in the database, past every wall: what holds must hold whoever looks."""
        with psycopg.connect(self.admin_url) as admin:
            return admin.execute(query, values).fetchall()

    def told(self, statement: str) -> None:
        """Change something in the database as its administrator."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(statement)


@contextmanager
def stage(folder: Path, *, admin_url: str, mutate: Callable[[], None]) -> Iterator[Stage]:
    """Start everything on the database Django's connection leads to; end it in the end.

    ``mutate`` changes the code of every process but the sandbox.
    """
    sandbox, pages = _free_port(), _free_port()
    nursery = Nursery(folder / "processes.log")
    settings.STRIPE_API_BASE = f"http://{HOST}:{sandbox}"
    control = Control(settings.STRIPE_API_BASE)
    events = f"http://{HOST}:{pages}/webhooks/payments"
    found = Stage(admin_url, control, nursery, EmbeddedPostgres())
    try:
        nursery.start(
            "sandbox",
            lambda: serve(sandbox_of(folder / "stripe", public_url="", webhook_url=events), port=sandbox),
        )
        mutate()
        nursery.start("pages", lambda: _serve_pages(pages))
        found.workers = [found.start_worker() for _ in range(WORKERS)]
        _await_sandbox(control)
        yield found
    finally:
        nursery.end()


def _serve_pages(port: int) -> None:
    make_server(HOST, port, get_wsgi_application(), server_class=Pages, handler_class=Silent).serve_forever()


def _await_sandbox(control: Control) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            control.state()
        except SandboxSilent:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
