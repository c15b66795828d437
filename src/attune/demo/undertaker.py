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
    """Return the groups that still have a process."""
    return [group for group in groups if send(group, 0)]


def send(group: int, asked: int) -> bool:
    """Send a signal to a process group, and return whether there was one to take it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, asked)
        return True
    return False


if __name__ == "__main__":
    main()
