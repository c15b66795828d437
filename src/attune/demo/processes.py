"""Start several processes, watch them, and leave none behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

from attune.demo import undertaker
from attune.demo.errors import ChildDied, NotReadyInTime, ProgramMissing
from attune.demo.output import Output, is_problem

GRACE_SECONDS = 8.0
RESTART_PAUSE_SECONDS = 0.5
POLL_SECONDS = 0.05
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class ChildProcess:
    """A process to keep running."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    """What it gets beside the environment of its parent."""
    restarts_max: int = 0
    """How often it may die before everything is stopped."""


@dataclass(slots=True)
class _Running:
    child: ChildProcess
    process: subprocess.Popen[bytes]
    output: Output
    restarts: int


class StopAsked(BaseException):
    """Someone asked the whole to stop: Ctrl-C, SIGTERM, or a closed terminal.

    Not an Exception, so that nothing on the way mistakes it for a failure.
    """


class Supervisor:
    """Keeps processes running between entering and leaving its `with` block.

    While inside, Ctrl-C and SIGTERM leave the block, wherever its code stands, and the code after it runs.
    Leaving it, in whatever way, ends every process: SIGTERM, and SIGKILL after the grace. Should the
    supervisor itself be killed, a small process of its own does the same.
    """

    def __init__(
        self,
        *,
        logs: Path,
        show: Callable[[str, str], None],
        shows_everything: bool = False,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        """Write each child's output to `logs/<name>.log`; call `show(name, line)` for lines worth seeing."""
        self._logs = logs
        self._show = show
        self._shows_everything = shows_everything
        self._grace_seconds = grace_seconds
        self._running: list[_Running] = []
        self._adopted: dict[int, int] = {}
        self._former: dict[signal.Signals, object] = {}
        self._undertaker: subprocess.Popen[str] | None = None
        self._is_asked = False
        self._is_holding = False
        self._is_stopping = False
        self._is_patient = True

    def __enter__(self) -> "Supervisor":
        self._logs.mkdir(parents=True, exist_ok=True)
        self._undertaker = subprocess.Popen(
            [sys.executable, "-I", undertaker.__file__, str(self._grace_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        for number in STOP_SIGNALS:
            # Under nohup the terminal may go and the demo stays.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                self._former[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.stop()
        for number, former in self._former.items():
            signal.signal(number, former)  # type: ignore[arg-type]  # what signal() gave, it takes back
        return kind is not None and issubclass(kind, StopAsked)

    def start(self, child: ChildProcess) -> None:
        """Start a process in a session of its own. Raises ProgramMissing."""
        (self._logs / f"{child.name}.log").write_bytes(b"")
        with self._uninterrupted():
            self._running.append(self._launch(child, restarts=0))

    def adopt(self, group: int, *, stop_signal: signal.Signals) -> None:
        """Take over a process group that someone else started: it ends after all the others."""
        self._adopted[group] = stop_signal
        self._tell_undertaker(f"+{group} {int(stop_signal)}")

    def run(self) -> NoReturn:
        """Watch until someone asks to stop, which leaves the `with` block.

        Raises ChildDied when a process ended for good.
        """
        while True:
            self.check()
            time.sleep(POLL_SECONDS)

    def check(self) -> None:
        """Restart what has died and may be restarted; raise ChildDied for what may not."""
        # poll() takes a lock; left in the middle by a signal, it would keep it from the wait() of stop() for good.
        with self._uninterrupted():
            ended = [(running, running.process.poll()) for running in self._running]
        for running, exit_code in ended:
            if exit_code is not None:
                self._replace(running, exit_code)

    def await_ready(self, what: str, is_ready: Callable[[], bool], *, seconds_max: float) -> None:
        """Wait until something is ready, watching the processes meanwhile.

        Raises ChildDied and NotReadyInTime.
        """
        deadline = time.monotonic() + seconds_max
        while not is_ready():
            self.check()
            if time.monotonic() > deadline:
                raise NotReadyInTime(what, seconds_max)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End every process, and then what was adopted; a second Ctrl-C meanwhile kills at once."""
        self._is_stopping = True
        self._end({running.process.pid: int(signal.SIGTERM) for running in self._running})
        self._end(self._adopted)
        for running in self._running:
            running.process.wait()
        self._running.clear()
        self._adopted.clear()
        self._dismiss_undertaker()
        self._is_stopping = False

    def _end(self, groups: Mapping[int, int]) -> None:
        for group, asked in groups.items():
            undertaker.send(group, asked)
        deadline = time.monotonic() + self._grace_seconds
        while self._is_patient and time.monotonic() < deadline and undertaker.living(groups):
            time.sleep(POLL_SECONDS)
        for group in undertaker.living(groups):
            undertaker.send(group, signal.SIGKILL)

    def _launch(self, child: ChildProcess, *, restarts: int) -> _Running:
        try:
            process = subprocess.Popen(
                list(child.argv),
                env={**os.environ, "PYTHONUNBUFFERED": "1", **child.env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise ProgramMissing(child.name, error.strerror or str(error)) from error
        self._tell_undertaker(f"+{process.pid} {int(signal.SIGTERM)}")
        assert process.stdout is not None
        output = Output(process.stdout, self._logs / f"{child.name}.log", self._showing(child.name))
        return _Running(child=child, process=process, output=output, restarts=restarts)

    def _showing(self, name: str) -> Callable[[str], None]:
        def show(line: str) -> None:
            if self._shows_everything or is_problem(line):
                self._show(name, line)

        return show

    def _replace(self, running: _Running, exit_code: int) -> None:
        # What the dead process had started itself has nobody left to end it.
        undertaker.send(running.process.pid, signal.SIGKILL)
        self._tell_undertaker(f"-{running.process.pid}")
        self._running.remove(running)
        if running.restarts >= running.child.restarts_max:
            raise ChildDied(running.child.name, exit_code, running.output.last_lines())
        self._show(running.child.name, f"ended with exit code {exit_code}; starting it again")
        time.sleep(RESTART_PAUSE_SECONDS)
        with self._uninterrupted():
            self._running.append(self._launch(running.child, restarts=running.restarts + 1))

    def _tell_undertaker(self, line: str) -> None:
        assert self._undertaker is not None, "processes are started inside the with block"
        assert self._undertaker.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._undertaker.stdin.write(f"{line}\n")
            self._undertaker.stdin.flush()

    def _dismiss_undertaker(self) -> None:
        if self._undertaker is None:
            return
        # Every group is gone; what it was told stays in its list, so it is ended, not released.
        self._undertaker.kill()
        self._undertaker.wait()
        if self._undertaker.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._undertaker.stdin.close()
        self._undertaker = None

    @contextlib.contextmanager
    def _uninterrupted(self) -> Iterator[None]:
        # Between a process's start and its entry in the list, for one, nobody would end it.
        self._is_holding = True
        try:
            yield
        finally:
            self._is_holding = False
        if self._is_asked:
            raise StopAsked

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True
        if self._is_stopping:
            self._is_patient = False
        elif not self._is_holding:
            raise StopAsked
