"""Interleaved rounds: whatever else the machine does, it does to every side alike."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Side = Callable[[], object]


def interleaved(sides: Mapping[str, Side], *, rounds: int, repeats: int = 1) -> dict[str, float]:
    """Return the seconds one call takes on each side: the median over the rounds of a round's mean.

    In each round every side is called ``repeats`` times in a row, and the side that starts moves on
    from round to round. One more round, not counted, goes before.
    """
    names = list(sides)
    taken: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    for number in range(rounds + 1):
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            seconds = _mean(sides[name], repeats)
            if number:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def _mean(side: Side, repeats: int) -> float:
    started = time.perf_counter()
    for _ in range(repeats):
        side()
    return (time.perf_counter() - started) / repeats
