"""Processes to measure: the product's own server with production's settings on the scratch database; who asks."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

from attune.bench.client import Client
from attune.bench.scratch import Scratch
from attune.bench.servers import PROCESSOR
from attune.identity.sessions import SessionStore

HOST = "127.0.0.1"
READY_SECONDS = 120.0
FLOOR = "/bench/floor"
HTTPS = {"X-Forwarded-Proto": "https"}


class ServerDidNotStart(Exception):
    """A measured process ended, or did not answer in time."""

    def __init__(self, name: str, told: str) -> None:
        super().__init__(f"The process {name} did not start: {told}")


class Servers:
    """The processes of one measurement, each started when it is first asked; all of them end with it."""

    def __init__(self, stack: ExitStack, environment: dict[str, str]) -> None:
        self._stack, self._environment = stack, environment
        self._ports: dict[str, int] = {}

    def page(self, path: str, headers: dict[str, str], *, module: str = "floor") -> Client:
        """Return a client of a page of one of ``attune.bench.servers``."""
        port = self._port(module, "attune.bench.servers", module, "{port}")
        return self._stack.enter_context(closing(Client(port, path, headers)))

    def websocket(self) -> int:
        """Return the port of the product's websocket process."""
        return self._port("websocket", "attune.cli", "websocket", "--port", "{port}")

    def _port(self, name: str, *command: str) -> int:
        """Return where a process listens; it is started the first time. Raises ServerDidNotStart."""
        if name not in self._ports:
            port = self._ports[name] = free_port()
            words = [word.format(port=port) for word in command]
            self._stack.enter_context(process(name, [sys.executable, "-m", *words], self._environment, port))
        return self._ports[name]


@contextmanager
def servers(scratch: Scratch, *, processor: str = "") -> Iterator[Servers]:
    """Let the product be started with production's settings, the keys of what was written, and this processor."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="attune-bench-")))
        yield Servers(stack, {**production_environment(scratch, folder), PROCESSOR: processor})


def headers_of(session: str = "") -> dict[str, str]:
    """Return what a browser of somebody signed in sends, behind the proxy; "" is nobody."""
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
    return {**cookie, **HTTPS}


def session_of(person_id: UUID) -> str:
    """Return the key of a new session of the person's, as signing in makes it."""
    user = get_user_model()._default_manager.get(pk=person_id)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    assert store.session_key is not None
    return store.session_key


def production_environment(scratch: Scratch, folder: Path) -> dict[str, str]:
    """Return the environment of a web process with production's settings on the scratch database."""
    return {
        **os.environ,
        "ATTUNE_ENVIRONMENT": "production",
        "ATTUNE_EDITION": settings.EDITION,
        "DJANGO_SETTINGS_MODULE": f"attune.editions.{settings.EDITION}.settings",
        "ATTUNE_SECRET_KEY": settings.SECRET_KEY,
        "ATTUNE_CONTEXT_KEY": settings.TENANCY_CONTEXT_KEY.hex(),
        "ATTUNE_ALLOWED_HOSTS": "127.0.0.1",
        "ATTUNE_SMTP_URL": "smtp://127.0.0.1:25",
        "ATTUNE_MAIL_FROM": "Attune <bench@attune.example>",
        "ATTUNE_STRIPE_SECRET_KEY": "sk_test_nobody_is_asked",
        "ATTUNE_STRIPE_PUBLISHABLE_KEY": "pk_test_nobody_is_asked",
        "ATTUNE_STRIPE_WEBHOOK_SECRET": "whsec_nobody_is_asked",
        "ATTUNE_KEYS_FOLDER": str(settings.KEYS_FOLDER),
        "ATTUNE_AUDIT_EXPORT_FOLDER": str(folder),
        "ATTUNE_STATIC_FOLDER": str(folder),
        "DATABASE_URL": scratch.app_url,
    }


@contextmanager
def process(name: str, command: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[None]:
    """Run a process that listens on a port; it is stopped in the end. Raises ServerDidNotStart."""
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _await(port, name, has_ended=lambda: child.poll() is not None)
        yield
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _await(port: int, name: str, *, has_ended: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            socket.create_connection((HOST, port), timeout=READY_SECONDS).close()
        except OSError as error:
            if has_ended() or time.monotonic() > deadline:
                raise ServerDidNotStart(name, str(error)) from error
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
