"""What is done for practices by no patient: their free times are published, and they are paid what they earned."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from uuid import UUID

from attune.demo.history.agenda import Deed

BETWEEN_ROUNDS = 14
"""In days: free times are published for thirty, and whoever books has those of their provider published anew."""


@dataclass(frozen=True, slots=True)
class Payday:
    """How practices come to their money: what is done for one of them, and on which days for a session that ended."""

    pay: Callable[[UUID], None]
    days_of: Callable[[datetime], Sequence[date]]


class Chores:
    """Deeds that any hand may do: at each step, whichever has done its own part takes the next one."""

    def __init__(
        self,
        practices: Sequence[UUID],
        moments: Sequence[datetime],
        *,
        publish: Callable[[UUID], None],
        payday: Payday | None,
    ) -> None:
        """Write them down in the order of time. Those of a payday wait until they are wanted."""
        self._payday = payday
        self._deeds = list(_deeds(practices, moments, publish, payday))
        self._places = {
            (one.practice_id, one.moment.date()): place for place, one in enumerate(self._deeds) if one.waits
        }
        shared = multiprocessing.get_context("fork")
        self._wanted = shared.Array("b", [not one.waits for one in self._deeds])
        self._next = shared.Value("i", 0)

    def want_paid(self, practice_id: UUID, ends_at: datetime) -> None:
        """Note that a session of a practice will have ended then."""
        for day in self._payday.days_of(ends_at) if self._payday else ():
            place = self._places.get((practice_id, day))
            if place is not None:
                self._wanted[place] = True

    def do_until(self, moment: datetime) -> int:
        """Do what is due by a moment and nobody else has taken; return how much that was."""
        done = 0
        while (deed := self._taken(moment)) is not None:
            deed()
            done += 1
        return done

    def _taken(self, moment: datetime) -> Deed | None:
        with self._next.get_lock():
            for place in range(self._next.value, len(self._deeds)):
                if self._deeds[place].moment > moment:
                    break
                self._next.value = place + 1
                if self._wanted[place]:
                    return self._deeds[place].deed
        return None


@dataclass(frozen=True, slots=True)
class _Chore:
    moment: datetime
    practice_id: UUID
    deed: Deed
    waits: bool = False


def _deeds(
    practices: Sequence[UUID], moments: Sequence[datetime], publish: Callable[[UUID], None], payday: Payday | None
) -> Iterator[_Chore]:
    """Yield what is done in the beginning, in the evenings, and in the end."""
    evenings = [one for one, following in pairwise(moments) if one.date() != following.date()]
    rounds = [moments[0], *evenings[BETWEEN_ROUNDS::BETWEEN_ROUNDS], moments[-1]]
    for moment in moments:
        for practice_id in practices:
            if moment in rounds:
                yield _Chore(moment, practice_id, partial(publish, practice_id))
            if moment in evenings and payday is not None:
                yield _Chore(moment, practice_id, partial(payday.pay, practice_id), waits=True)
