"""The clock goes through six weeks step by step, and at each step every hand lives its part: in processes of its own.

The clock belongs to the database, so everybody's is the same one; a hand begins a step when the clock shows it, and
the clock moves on when every hand is done.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta
from multiprocessing.connection import Connection
from typing import Protocol

from django.db import connection, connections

from attune.foundation.garbage import leave_what_is_loaded

STEPS_OF_A_DAY = (time(14), time(23))
"""In UTC: a morning and an evening between New York and Los Angeles."""

MADE_AND_GONE = 100_000
"""Objects between two looks for garbage: a hand makes many that are gone by themselves."""


class Hand(Protocol):
    """Somebody's part of the history."""

    def live_until(self, moment: datetime) -> int:
        """Do whatever is due by a moment, which the clock shows."""
        ...


class HandFailed(Exception):
    """A hand's process could not go on."""


def steps(now: datetime, history: timedelta) -> Iterator[datetime]:
    """Yield the moments between the beginning and now at which the clock stops, and now itself."""
    begins = now - history
    for days in range(history.days + 2):
        day = (begins + timedelta(days=days)).date()
        for at in STEPS_OF_A_DAY:
            moment = datetime.combine(day, at, tzinfo=now.tzinfo)
            if begins <= moment < now:
                yield moment
    yield now


@contextmanager
def apart(hands: Sequence[Hand]) -> Iterator[Callable[[datetime], int]]:
    """Give what lets every hand live until a moment, each in a process of its own; they end in the end."""
    here = multiprocessing.get_context("fork")
    connections.close_all()
    pairs = [here.Pipe() for _ in hands]
    ours = [mine for mine, _ in pairs]
    processes = [
        here.Process(target=_serve, args=(hand, theirs, ours), daemon=True)
        for hand, (_, theirs) in zip(hands, pairs, strict=True)
    ]
    for process in processes:
        process.start()

    def live_until(moment: datetime) -> int:
        for one in ours:
            one.send(moment)
        answers = [one.recv() for one in ours]
        for answer in answers:
            if isinstance(answer, str):
                raise HandFailed(answer)
        return sum(answers)

    try:
        yield live_until
    finally:
        for one in ours:
            one.close()
        for process in processes:
            process.join(timeout=5)
            process.terminate()


@contextmanager
def together(hands: Sequence[Hand]) -> Iterator[Callable[[datetime], int]]:
    """Give the same within this process, for small worlds."""
    yield lambda moment: sum(hand.live_until(moment) for hand in hands)


def _serve(hand: Hand, orders: Connection, others: Sequence[Connection]) -> None:
    # The parent's ends came along; only when nobody else holds them do its orders end where it ends.
    for one in others:
        one.close()
    # What is there already is the parent's.
    leave_what_is_loaded(look_every=MADE_AND_GONE)
    try:
        while True:
            orders.send(hand.live_until(orders.recv()))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass
    except BaseException as error:  # noqa: BLE001  (the edge of a process: its parent tells why)
        # Stopped from the outside, the parent is often the first to be gone.
        with suppress(BrokenPipeError):
            orders.send(f"{type(error).__name__}: {error}")
    finally:
        connection.close()
