"""What a child process writes: kept in a file, its last lines remembered, what matters shown."""

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

LAST_LINES_MAX = 20
PROBLEM_MARKS = ("Traceback", "ERROR", "CRITICAL", '"level": "error"', '"level": "critical"')


class Output:
    """The reader of one child's output."""

    def __init__(self, stream: IO[bytes], log: Path, show: Callable[[str], None]) -> None:
        self._stream = stream
        self._log = log
        self._show = show
        self._last_lines: deque[str] = deque(maxlen=LAST_LINES_MAX)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def last_lines(self) -> tuple[str, ...]:
        """Return the last lines the child wrote, once it has ended."""
        # What a grandchild holds open must not hold up the report.
        self._reader.join(timeout=1.0)
        return tuple(self._last_lines)

    def _read(self) -> None:
        with self._stream, self._log.open("ab") as log:
            for raw in self._stream:
                log.write(raw)
                log.flush()
                line = raw.decode(errors="replace").rstrip()
                if line:
                    self._last_lines.append(line)
                    self._show(line)


def is_problem(line: str) -> bool:
    """Return whether a line of output tells of a failure."""
    return any(mark in line for mark in PROBLEM_MARKS)
