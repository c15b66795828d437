"""Several clients at once, and what each of their requests took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles

Request = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Load:
    """What clients met: the seconds of each request, and how long all took together."""

    seconds: tuple[float, ...]
    wall_seconds: float

    @property
    def per_second(self) -> float:
        """How many requests a second were answered."""
        return len(self.seconds) / self.wall_seconds

    @property
    def p50(self) -> float:
        """The middle request's seconds."""
        return median(self.seconds)

    @property
    def p99(self) -> float:
        """The slowest hundredth's seconds."""
        return p99(self.seconds)

    def __add__(self, other: "Load") -> "Load":
        return Load(self.seconds + other.seconds, self.wall_seconds + other.wall_seconds)


NOTHING = Load((), 0.0)


def p99(seconds: Sequence[float]) -> float:
    """Return what all but the slowest hundredth took at most."""
    return quantiles(seconds, n=100)[98]


def together(clients: Sequence[Sequence[Request]]) -> Load:
    """Let each client send its requests one after the other, all clients at the same time."""

    def each(requests: Sequence[Request]) -> list[float]:
        found = []
        for request in requests:
            started = time.perf_counter()
            request()
            found.append(time.perf_counter() - started)
        return found

    with ThreadPoolExecutor(len(clients)) as pool:
        started = time.perf_counter()
        taken = list(pool.map(each, clients))
        wall = time.perf_counter() - started
    return Load(tuple(seconds for one in taken for seconds in one), wall)
