"""Processes that are copies of this one: started within milliseconds, killed at any moment."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from django.db import connections


@dataclass(slots=True)
class Child:
    """A process that was started here. ``exit_code`` None: it lives; negative: the signal that ended it."""

    name: str
    pid: int
    exit_code: int | None = None

    def is_living(self) -> bool:
        """Return whether it lives."""
        if self.exit_code is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is None

    def kill(self) -> None:
        """End it as a crash would."""
        if self.is_living():
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self.exit_code = os.waitstatus_to_exitcode(status)


@dataclass(slots=True)
class Nursery:
    """Every process of a run; what they write goes into one file."""

    log: Path
    children: list[Child] = field(default_factory=list)

    def start(self, name: str, work: Callable[[], object]) -> Child:
        """Run something in a process of its own. This one has no threads and, from now on, no connection."""
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            _live(work, self.log)
        child = Child(name, pid)
        self.children.append(child)
        return child

    def end(self) -> None:
        """End all of them."""
        for child in self.children:
            child.kill()


def _live(work: Callable[[], object], log: Path) -> NoReturn:
    code = 1
    try:
        with log.open("ab", buffering=0) as written:
            for stream in (1, 2):
                os.dup2(written.fileno(), stream)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        work()
        code = 0
    except BaseException:  # noqa: BLE001  (the process's edge: whatever it is, it is written down)
        traceback.print_exc()
    finally:
        os._exit(code)
