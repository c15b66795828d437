"""End the process groups of a supervisor that was killed before it could do so itself.

Run as a small process of its own: the supervisor writes what it starts and what has ended into a pipe;
the end of the pipe is the end of the supervisor, however it came.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

POLL_SECONDS = 0.05


def main() -> None:
    """Read lines `+GROUP SIGNAL` and `-GROUP` until their writer is gone, then end the groups left.

    The one argument is how many seconds a group has to end before it is killed.
    """
    grace_seconds = float(sys.argv[1])
    for deaf_to in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(deaf_to, signal.SIG_IGN)
    groups: dict[int, int] = {}
    for line in sys.stdin:
        group, _, asked = line[1:].strip().partition(" ")
        if line.startswith("+"):
            groups[int(group)] = int(asked)
        else:
            groups.pop(int(group), None)
    end_groups(groups, grace_seconds)


def end_groups(groups: dict[int, int], grace_seconds: float) -> None:
    """Send each group its signal, and kill those that still live when the grace is over."""
    for group, asked in groups.items():
        send(group, asked)
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and any(living(groups)):
        time.sleep(POLL_SECONDS)
    for group in living(groups):
        send(group, signal.SIGKILL)


def living(groups: Iterable[int]) -> list[int]:
    """Return the groups that still have a running process.

    One that has ended and was not collected by its parent does not count: an orphan may stay so for long
    where the first process of a container collects nobody.
    """
    present = [group for group in groups if send(group, 0)]
    if not present or not Path("/proc/self").exists():
        return present
    running = _running_groups()
    return [group for group in present if group in running]


def _running_groups() -> set[int]:
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # After the program's name, which may hold anything: state, parent, group.
                state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
                if state not in {"Z", "X"}:
                    found.add(int(group))
    return found


def send(group: int, asked: int) -> bool:
    """Send a signal to a process group, and return whether there was one to take it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, asked)
        return True
    return False


if __name__ == "__main__":
    main()
