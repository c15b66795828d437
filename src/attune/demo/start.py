"""The whole product on one machine: database, world, processes, one port."""

import fcntl
import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from attune.demo.errors import DemoError
from attune.demo.front_door.door import refuse_taken_port
from attune.demo.front_door.visit import PROCESSOR_PREFIX
from attune.demo.processes import ChildProcess, Supervisor
from attune.demo.statics import collected
from attune.demo.vault import Vault
from attune.embedded.postgres import EmbeddedPostgres

READY_SECONDS = 180.0
"""How long a busy machine may take to load the processes; one that ends is told at once."""


class InstallFailed(DemoError):
    """The database could not be made ready."""

    def __init__(self, last_line: str) -> None:
        super().__init__(last_line)
        self.last_line = last_line

    def __str__(self) -> str:
        return f"The database could not be prepared: {self.last_line}"


def run_demo(
    edition: str,
    port: int,
    *,
    size: str,
    home: Path,
    variables: Callable[[], Mapping[str, str]],
    configure: Callable[[], object],
    tell: Callable[[str], None],
) -> None:
    """Start everything, print the sign-ins, and run until somebody stops it; then stop what was started.

    ``variables`` gives the processes' environment once the database server runs, ``configure``
    starts Django in this process. Raises DemoError and EmbeddedError.
    """
    refuse_taken_port(port)
    logs = home / "logs" / edition
    logs.mkdir(parents=True, exist_ok=True)
    with _database_server(home, tell), Supervisor(logs=logs, show=lambda name, line: tell(f"{name}: {line}")) as keeper:
        ports = {name: _free_port() for name in ("web", "websocket", "mail", "nppes", "stripe")}
        environment = {
            **variables(),
            "ATTUNE_SITE_URL": f"http://localhost:{port}",
            "ATTUNE_SMTP_URL": f"smtp://127.0.0.1:{ports['mail']}",
            "ATTUNE_NPPES_URL": f"http://127.0.0.1:{ports['nppes']}/api/",
            "ATTUNE_STRIPE_API_BASE": f"http://127.0.0.1:{ports['stripe']}",
            "ATTUNE_STRIPE_JS_URL": f"http://localhost:{port}{PROCESSOR_PREFIX}js/stripe.js",
            "ATTUNE_TOUR_FILE": str(home / f"demo-tour-{edition}.json"),
            "ATTUNE_STATIC_FOLDER": str(home / "static" / edition),
            "ATTUNE_LOG_LEVEL": os.environ.get("ATTUNE_LOG_LEVEL", "INFO"),
            **_trust(),
        }
        tell(f"Database attune_{edition}: bringing it up to date")
        with ThreadPoolExecutor(max_workers=1) as beside:
            statics = beside.submit(collected, Path(environment["ATTUNE_STATIC_FOLDER"]), environment)
            _install(edition, environment)
            if statics.result():
                tell("Styles and scripts: collected")
        mail, registry, processor, *others = _children(edition, port, ports, environment)
        for sandbox in (mail, registry, processor):
            keeper.start(sandbox)
        tell("World: making what is missing")
        # The servers log into their files; this process speaks to whoever started it.
        os.environ.update(environment, ATTUNE_LOG_LEVEL=os.environ.get("ATTUNE_LOG_LEVEL", "WARNING"))
        configure()
        _populate(edition, port, home, tell, size=size)
        # While the weeks passed, nobody was there to be told of events.
        _let_events_come(ports["web"])
        for child in others:
            keeper.start(child)
        tell("Processes: web, websocket, worker, sandboxes of mail, registry and payments behind one port")
        keeper.await_ready("the web process", lambda: _is_ready(port), seconds_max=READY_SECONDS)
        _welcome(edition, port, logs, tell, size=size)
        keeper.run()


def _trust() -> dict[str, str]:
    """The front door is the one proxy in front of the web process."""
    return {"ATTUNE_TRUSTED_PROXIES": "1"}


@contextmanager
def _database_server(home: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Keep the embedded server running; the last demonstration to end stops it, if one of them started it."""
    if os.environ.get("DATABASE_URL"):
        tell("Database server: the one DATABASE_URL names")
        yield
        return
    server, mark = EmbeddedPostgres(), home / "demo-started-server"
    with (home / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        if server.start():
            mark.touch()
        tell(f"Database server: PostgreSQL, started in {home}")
        try:
            yield
        finally:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                tell("The database server goes on for the other demonstration.")
            else:
                if mark.exists():
                    server.stop()
                    mark.unlink()


def _install(edition: str, environment: Mapping[str, str]) -> None:
    """Migrate and stamp as the owner, in a process of its own: this one stays the app role."""
    owner = {name: value for name, value in {**os.environ, **environment}.items() if name != "DATABASE_URL"}
    if os.environ.get("DATABASE_URL"):
        owner["DATABASE_URL"] = os.environ["DATABASE_URL"]
    command = [sys.executable, "-m", "attune.cli", "install", "--edition", edition]
    command += ["--by", "The demonstration", "--why", f"To show Attune as a {edition}."]
    command += ["--practice", "Harbor Clinic", "--zone", "America/New_York"]
    done = subprocess.run(command, env=owner, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise InstallFailed(lines[-1])


def _children(
    edition: str, port: int, ports: Mapping[str, int], environment: Mapping[str, str]
) -> Iterator[ChildProcess]:
    python, attune = sys.executable, [sys.executable, "-m", "attune.cli"]
    door = [python, "-m", "attune.demo.front_door", "--port", str(port), "--processor", str(ports["stripe"])]
    # One store an edition: two demonstrations beside each other know nothing of one another's payments.
    stripe = [*attune, "sandbox", "stripe", "serve", "--name", edition, "--port", str(ports["stripe"])]
    stripe += ["--public-url", f"http://localhost:{port}{PROCESSOR_PREFIX}"]
    yield ChildProcess("mail", [*attune, "sandbox", "mail", "serve", "--port", str(ports["mail"])], environment)
    yield ChildProcess("nppes", [*attune, "sandbox", "nppes", "serve", "--port", str(ports["nppes"])], environment)
    yield ChildProcess("stripe", stripe, environment)
    yield ChildProcess("door", [*door, "--web", str(ports["web"]), "--websocket", str(ports["websocket"])])
    for name in ("web", "websocket"):
        yield ChildProcess(name, [*attune, name, "--edition", edition, "--port", str(ports[name])], environment)
    yield ChildProcess("worker", [*attune, "worker", "--edition", edition], environment, restarts_max=3)


def _populate(edition: str, port: int, home: Path, tell: Callable[[str], None], *, size: str) -> None:
    from django.db import connection

    from attune.demo.network.registrations import registrations
    from attune.demo.population import Population
    from attune.demo.tour import write_tour
    from attune.demo.worlds.sizes import world_of
    from attune.sandboxes.nppes import RegistryStore

    world = world_of(edition, size)
    # Both editions' demonstrations share the registry, and may start in the same moment.
    RegistryStore().add(*registrations(world))
    population = Population(world, Vault(home, edition), origin=f"http://localhost:{port}")
    population.make(lambda line: tell(f"  {line}"))
    write_tour(world, home / f"demo-tour-{edition}.json")
    connection.close()


def _let_events_come(web_port: int) -> None:
    from attune.demo.network.processor_sandbox import let_events_come

    let_events_come(f"http://127.0.0.1:{web_port}/webhooks/payments")


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2) as answer:
            return bool(json.load(answer)["ready"])
    except (urllib.error.URLError, TimeoutError, ValueError, ConnectionError):
        return False


def _welcome(edition: str, port: int, logs: Path, tell: Callable[[str], None], *, size: str) -> None:
    from attune.demo.population import sign_ins
    from attune.demo.worlds.sizes import world_of
    from attune.demo.worlds.world import PASSWORD

    rows = sign_ins(world_of(edition, size))
    role_width = max(len(role) for role, _, _ in rows)
    email_width = max(len(email) for _, email, _ in rows)
    tell("")
    tell(f"{'Role':<{role_width}}  {'E-mail':<{email_width}}  {'Password':<{len(PASSWORD)}}  Where")
    for role, email, place in rows:
        tell(f"{role:<{role_width}}  {email:<{email_width}}  {PASSWORD}  {place}".rstrip())
    tell("")
    tell("The second step's code:  .venv/bin/attune demo code EMAIL")
    tell("Mail that was sent:      .venv/bin/attune sandbox mail list")
    tell(f"Logs: {logs}. Ctrl-C stops everything.")
    tell("")
    tell(f"What to try: http://localhost:{port}/tour")
    tell(f"Attune is ready: http://localhost:{port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
