"""The product's commands as processes, forked from one that has loaded the product already.

Loading it takes longer than most journeys need of it. What the settings read from the environment is fixed when the
loaded process starts, so there is one for each set of variables; it ends with the tests.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

LOADED = {"attune.cli": "attune.cli.main", "attune.demo.front_door": "attune.demo.front_door.__main__.main"}
"""What may be run, as ``python -m`` names it, and the function that does it."""
GONE_WITHIN_SECONDS = 15.0


class Forked:
    """A running command. Its end of the line is closed when it and all it has started are gone."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self.pid = int(line.recv(32))

    def is_running(self) -> bool:
        """Return whether it runs still."""
        return not self.ended_within(0.001)

    def ended_within(self, seconds: float) -> bool:
        """Wait for its end, at most so long; return whether it came."""
        self._line.settimeout(seconds)
        try:
            return self._line.recv(1) == b""
        except TimeoutError:
            return False

    def kill(self) -> None:
        """End it and all it has started, and wait until they are gone."""
        if self.is_running():
            os.killpg(self.pid, signal.SIGKILL)
        assert self.ended_within(GONE_WITHIN_SECONDS), f"process {self.pid} does not end"
        self._line.close()


def forked(module: str, arguments: list[str], log: int, variables: dict[str, str]) -> Forked:
    """Run a module's command with these variables; what it writes goes to the file descriptor."""
    mine, its = socket.socketpair()
    asked = json.dumps([module, arguments]).encode()
    with its:
        socket.send_fds(_loaded(tuple(sorted(variables.items()))), [asked], [its.fileno(), log])
    return Forked(mine)


@cache
def _loaded(variables: tuple[tuple[str, str], ...]) -> socket.socket:
    mine, its = socket.socketpair()
    with its:
        subprocess.Popen(
            [sys.executable, "-m", __name__, str(its.fileno())],
            env={**os.environ, **dict(variables)},
            pass_fds=[its.fileno()],
        )
    return mine


def load() -> dict[str, Callable[[], Any]]:
    """Load everything that pages, websocket, jobs and front door import, without opening a connection."""
    from django.utils.module_loading import import_string

    commands = {module: import_string(path) for module, path in LOADED.items()}
    import django

    django.setup()
    from django.core.asgi import get_asgi_application
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    import attune.foundation.background.worker
    import attune.web.live.consumer
    import attune.web.live.free_times
    import attune.web.live.visit
    import attune.web.server  # noqa: F401

    get_wsgi_application()
    get_asgi_application()
    assert get_resolver().url_patterns
    return commands


def main() -> None:
    """Fork a command for each that is asked for, until nobody can ask any more."""
    commands, running = load(), set[int]()
    with socket.socket(fileno=int(sys.argv[1])) as asking:
        while True:
            asked, handles, _, _ = socket.recv_fds(asking, 65536, 2)
            # Until it is taken away here, nobody else is given the number of one that has ended.
            running = {pid for pid in running if os.waitpid(pid, os.WNOHANG) == (0, 0)}
            if not asked:
                for pid in running:
                    os.killpg(pid, signal.SIGKILL)
                return
            made = os.fork()
            if made == 0:
                asking.close()
                break
            running.add(made)
            for handle in handles:
                os.close(handle)
    module, arguments = json.loads(asked)
    line, log = handles
    os.setsid()
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.write(line, str(os.getpid()).encode())
    sys.argv = [module, *arguments]
    sys.exit(commands[module]())


if __name__ == "__main__":
    main()
