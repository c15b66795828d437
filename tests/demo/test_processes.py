"""What becomes of the processes a supervisor starts: asked to stop, dying, stubborn, or orphaned."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from attune.demo.errors import ChildDied, NotReadyInTime, ProgramMissing
from attune.demo.processes import ChildProcess, Supervisor

SECONDS_MAX = 20.0

SLEEPS = "import time; time.sleep(600)"
# Says where it is once it can take a signal, then stays whatever it is asked.
STUBBORN = """
import os, pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(600)
"""
# Starts a process of its own, and leaves it behind when it dies.
PARENT = """
import os, pathlib, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(inner.pid))
time.sleep(600)
"""
# A supervisor in a process of its own, to be killed.
SUPERVISED = """
import pathlib, sys
from attune.demo.processes import ChildProcess, Supervisor
folder = pathlib.Path(sys.argv[1])
with Supervisor(logs=folder, show=lambda name, line: None, grace_seconds=1) as supervisor:
    for name, code in (("parent", sys.argv[2]), ("stubborn", sys.argv[3])):
        argv = [sys.executable, "-c", code, str(folder / name)]
        supervisor.start(ChildProcess(name, argv))
    supervisor.await_ready("the children", lambda: (folder / "parent").exists(), seconds_max=10)
    supervisor.await_ready("the children", lambda: (folder / "stubborn").exists(), seconds_max=10)
    (folder / "ready").write_text("")
    supervisor.run()
print("stopped in order")
"""


@pytest.fixture
def shown() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, shown: list[tuple[str, str]]) -> Supervisor:
    return Supervisor(logs=tmp_path, show=lambda name, line: shown.append((name, line)), grace_seconds=1.0)


def test_leaving_the_block_ends_every_process_and_what_it_started(supervisor: Supervisor, tmp_path: Path) -> None:
    with supervisor:
        supervisor.start(python("plain", SLEEPS))
        supervisor.start(python("parent", PARENT, tmp_path / "inner"))
        inner = pid_in(tmp_path / "inner")
        assert is_alive(inner)

    assert until(lambda: not is_alive(inner))


def test_a_process_that_ignores_the_signal_is_killed_after_the_grace(supervisor: Supervisor, tmp_path: Path) -> None:
    with supervisor:
        supervisor.start(python("stubborn", STUBBORN, tmp_path / "pid"))
        pid = pid_in(tmp_path / "pid")
        started_at = time.monotonic()

    assert not is_alive(pid)
    assert time.monotonic() - started_at >= 1.0


def test_a_process_that_dies_is_named_with_its_last_lines(supervisor: Supervisor) -> None:
    code = "print('first'); print('the cause'); raise SystemExit(3)"

    with pytest.raises(ChildDied) as died:
        run_to_the_end(supervisor, python("web", code))

    assert (died.value.name, died.value.exit_code, died.value.last_lines) == (
        "web",
        3,
        ("first", "the cause"),
    )
    assert str(died.value) == ("The web process ended with exit code 3. Its last lines:\n    first\n    the cause")


def test_what_a_dead_process_had_started_is_ended_with_it(supervisor: Supervisor, tmp_path: Path) -> None:
    code = PARENT.replace("time.sleep(600)\n", "os._exit(1)\n")

    with pytest.raises(ChildDied):
        run_to_the_end(supervisor, python("parent", code, tmp_path / "inner"))

    assert until(lambda: not is_alive(pid_in(tmp_path / "inner")))


def test_a_worker_is_started_again_as_often_as_allowed(
    supervisor: Supervisor, tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    code = "import sys; open(sys.argv[1], 'a').write('x'); raise SystemExit(4)"

    with pytest.raises(ChildDied):
        run_to_the_end(supervisor, python("worker", code, tmp_path / "starts", restarts_max=2))

    assert (tmp_path / "starts").read_text() == "xxx"
    assert shown == [("worker", "ended with exit code 4; starting it again")] * 2


def test_output_is_kept_in_a_file_and_only_problems_are_shown(
    supervisor: Supervisor, tmp_path: Path, shown: list[tuple[str, str]]
) -> None:
    code = "print('fine'); print('ERROR broken'); import time; time.sleep(600)"

    with supervisor:
        supervisor.start(python("web", code))
        supervisor.await_ready("the lines", lambda: bool(shown), seconds_max=SECONDS_MAX)

    assert (tmp_path / "web.log").read_text() == "fine\nERROR broken\n"
    assert shown == [("web", "ERROR broken")]


def test_a_program_that_does_not_exist_is_refused_by_name(supervisor: Supervisor) -> None:
    with pytest.raises(ProgramMissing) as refused:
        run_to_the_end(supervisor, ChildProcess("web", ["/nowhere/granian"]))

    assert str(refused.value) == "The web process could not be started: No such file or directory."


def test_what_is_never_ready_is_reported_after_its_time(supervisor: Supervisor) -> None:
    with supervisor:
        supervisor.start(python("web", SLEEPS))

        with pytest.raises(NotReadyInTime) as late:
            supervisor.await_ready("The web process", lambda: False, seconds_max=0.2)

    assert (late.value.awaited, late.value.seconds) == ("The web process", 0.2)


@pytest.fixture
def in_a_terminal(asked: signal.Signals) -> Iterator[None]:
    """Let the signal be heard, however these tests were started: under nohup SIGHUP is not."""
    before = signal.signal(asked, signal.default_int_handler)
    yield
    signal.signal(asked, before)


@pytest.mark.usefixtures("in_a_terminal")
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_block_from_anywhere_and_nothing_behind(
    supervisor: Supervisor, tmp_path: Path, asked: signal.Signals
) -> None:
    former = signal.getsignal(asked)

    with supervisor:
        supervisor.start(python("parent", PARENT, tmp_path / "inner"))
        inner = pid_in(tmp_path / "inner")
        os.kill(os.getpid(), asked)
        time.sleep(SECONDS_MAX)
        pytest.fail("the signal did not leave the block")

    assert until(lambda: not is_alive(inner))
    assert signal.getsignal(asked) == former


def test_a_signal_while_processes_are_looked_at_waits_until_they_were(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, poll = [], subprocess.Popen.poll

    def asked_meanwhile(process: subprocess.Popen[bytes]) -> int | None:
        os.kill(os.getpid(), signal.SIGTERM)
        looked.append(process.pid)
        return poll(process)

    with supervisor:
        supervisor.start(python("first", SLEEPS))
        supervisor.start(python("second", SLEEPS))
        with monkeypatch.context() as patch:
            patch.setattr(subprocess.Popen, "poll", asked_meanwhile)
            supervisor.check()
        pytest.fail("the signal did not leave the block")

    assert len(looked) == 2


def test_what_was_adopted_is_ended_last_and_by_its_own_signal(supervisor: Supervisor, tmp_path: Path) -> None:
    tells = "\n".join(
        (
            "import pathlib, signal, sys, time",
            "def end(number, _):",
            "    with open(sys.argv[2], 'a') as told: told.write(f'{sys.argv[1]} {number} ')",
            "    raise SystemExit",
            "signal.signal(signal.SIGINT, end); signal.signal(signal.SIGTERM, end)",
            "pathlib.Path(sys.argv[3]).write_text('')",
            "time.sleep(600)",
        )
    )
    told, database_ready, web_ready = tmp_path / "told", tmp_path / "database", tmp_path / "web"
    argv = [sys.executable, "-c", tells, "database", str(told), str(database_ready)]
    database = subprocess.Popen(argv, start_new_session=True)

    with supervisor:
        supervisor.adopt(database.pid, stop_signal=signal.SIGINT)
        supervisor.start(ChildProcess("web", [sys.executable, "-c", tells, "web", str(told), str(web_ready)]))
        assert until(lambda: database_ready.exists() and web_ready.exists())

    assert told.read_text() == "web 15 database 2 "
    assert not is_alive(database.pid)
    database.wait()


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    argv = [sys.executable, "-c", SUPERVISED, str(tmp_path), PARENT, STUBBORN]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert until(lambda: (tmp_path / "ready").exists())
    yield process
    process.kill()
    process.communicate()


def test_a_killed_supervisor_leaves_no_process_behind(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    left = [pid_in(tmp_path / "parent"), pid_in(tmp_path / "stubborn")]
    assert [is_alive(pid) for pid in left] == [True, True]

    supervised.send_signal(signal.SIGKILL)
    supervised.wait()

    assert until(lambda: [is_alive(pid) for pid in left] == [False, False])


def test_a_second_signal_kills_what_is_stubborn_at_once(supervised: subprocess.Popen[str], tmp_path: Path) -> None:
    stubborn = pid_in(tmp_path / "stubborn")

    supervised.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    supervised.send_signal(signal.SIGTERM)
    output, _ = supervised.communicate(timeout=SECONDS_MAX)

    assert (supervised.returncode, output) == (0, "stopped in order\n")
    assert not is_alive(stubborn)


def run_to_the_end(supervisor: Supervisor, child: ChildProcess) -> None:
    with supervisor:
        supervisor.start(child)
        supervisor.run()


def python(name: str, code: str, *arguments: Path, restarts_max: int = 0) -> ChildProcess:
    argv = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return ChildProcess(name, argv, restarts_max=restarts_max)


def pid_in(file: Path) -> int:
    assert until(lambda: file.exists() and file.read_text() != "")
    return int(file.read_text())


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and awaits its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS_MAX
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
