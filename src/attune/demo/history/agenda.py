"""What is still to happen, in the order of time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

Deed = Callable[[], None]


class Agenda:
    """Deeds by the moment they are due; two of one moment in the order they were written down."""

    def __init__(self) -> None:
        """Begin with an empty agenda."""
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._number = count()

    def write(self, due_at: datetime, deed: Deed) -> None:
        """Put a deed down."""
        heappush(self._deeds, (due_at, next(self._number), deed))

    def live_until(self, moment: datetime) -> int:
        """Do whatever is due by then, also what doing it adds; return how many deeds that were."""
        done = 0
        while self._deeds and self._deeds[0][0] <= moment:
            _, _, deed = heappop(self._deeds)
            deed()
            done += 1
        return done
