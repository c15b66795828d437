"""A TURN server of this machine for a journey: coturn, set as docs/howto/configure-turn.md says."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.house import eventually
from tests.support.live import own_port

SECRET = "north-of-the-harbor"


@dataclass(frozen=True, slots=True)
class Relay:
    """Where it listens, and what it has said."""

    port: int
    transport: str
    log: Path
    secret: str = SECRET

    @property
    def url(self) -> str:
        """Return its address as a browser takes it."""
        return f"turn:127.0.0.1:{self.port}?transport={self.transport}"

    def said(self) -> str:
        """Return its log so far."""
        return self.log.read_text(errors="replace")

    def is_up(self) -> bool:
        """Tell whether it takes connections."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def running_relay(folder: Path, *, transport: str) -> Iterator[Relay]:
    """Run a relay that takes the credentials the product makes, and end it."""
    folder.mkdir()
    relay = Relay(own_port("relay"), transport, folder / "log")
    program = shutil.which("turnserver")
    assert program is not None
    # Everybody is on this machine: who calls, who is called, and the relay. Elsewhere that is refused.
    here = ["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", "--allow-loopback-peers"]
    files = [f"--userdb={folder / 'users'}", f"--pidfile={folder / 'pid'}", "--log-file=stdout"]
    secret = ["--use-auth-secret", f"--static-auth-secret={SECRET}", "--realm=attune.test"]
    more = [f"--listening-port={relay.port}", "--no-tls", "--no-dtls", "--no-cli", "--verbose"]
    with relay.log.open("wb") as written:
        process = subprocess.Popen([program, "-n", *here, *files, *secret, *more], stdout=written, stderr=written)
    try:
        eventually(relay.is_up, "coturn")
        yield relay
    finally:
        process.terminate()
        process.wait(10)
