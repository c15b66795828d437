"""Goal 9: the floor every signed-in page stands on, against Django saying hello."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

from attune.bench.client import Client
from attune.bench.people import measured_member
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_least
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.identity.sessions import SessionStore

GOAL = 0.3
READY_SECONDS = 30.0
ROUNDS = 40
REQUESTS_A_ROUND = 100


class ServerDidNotStart(Exception):
    """A measured web process ended, or did not answer in time."""

    def __init__(self, module: str, told: str) -> None:
        super().__init__(f"The process {module} did not start: {told}")


@benchmark("session")
def measure_session(scratch: Scratch) -> Iterator[Measured]:
    """Yield how many requests a second the floor answers, against hello with five middlewares."""
    member = measured_member()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(member.person_id)}"
    headers = {"Cookie": cookie, "X-Forwarded-Proto": "https"}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="attune-bench-")))
        environment = production_environment(scratch, folder)
        hello = stack.enter_context(served("hello", "/hello", environment))
        floor = stack.enter_context(served("floor", "/bench/floor", environment, headers))
        taken = interleaved({"hello": hello.get, "floor": floor.get}, rounds=ROUNDS, repeats=REQUESTS_A_ROUND)
    yield at_least("session.floor_per_second", 1 / taken["floor"], limit=1 / taken["hello"], goal=GOAL)


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
        "ATTUNE_KEYS_FOLDER": str(folder),
        "ATTUNE_AUDIT_EXPORT_FOLDER": str(folder),
        "ATTUNE_STATIC_FOLDER": str(folder),
        "DATABASE_URL": scratch.app_url,
    }


@contextmanager
def served(
    module: str, path: str, environment: Mapping[str, str], headers: dict[str, str] | None = None
) -> Iterator[Client]:
    """Run one of ``attune.bench.servers`` and give a client of its page; it is stopped in the end.

    Raises ServerDidNotStart.
    """
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "attune.bench.servers", module, str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        client = _first_client(process, module, port, path, headers)
        yield client
        client.close()
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _first_client(
    process: subprocess.Popen[bytes], module: str, port: int, path: str, headers: dict[str, str] | None
) -> Client:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            return Client(port, path, headers)
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerDidNotStart(module, str(error)) from error
            time.sleep(0.05)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
