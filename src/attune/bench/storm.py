"""Goal 3: many people want the same time. One gets it, the others are told at once, and nobody sees an error."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import zip_longest

from django.db import connection

from attune.bench.calendars import STATE, MeasuredCalendar, measured_calendar, starts
from attune.bench.clients import p99
from attune.bench.people import measured_practice
from attune.bench.register import benchmark
from attune.bench.report import Measured, at_most
from attune.bench.rush import measure_rush
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.foundation.tenancy import Plane, scope
from attune.scheduling.actions.hold_seat import hold_seat
from attune.scheduling.booking_errors import SlotTaken

CLIENTS = 64
SLOTS = 4
"""Each is the same race. A thousand take many minutes of one Python process: its clients share its one lock."""

QUIET_ROUNDS_MAX = 100

GOAL = 2.0

Attempt = tuple[MeasuredCalendar, datetime]


@benchmark("storm")
def measure_storm(scratch: Scratch, slots: int = SLOTS, people: int = CLIENTS) -> Iterator[Measured]:
    """Yield the losers' slowest hundredth against that of as many people who want times of their own, and a rush."""
    quiet_rounds = min(slots, QUIET_ROUNDS_MAX)
    practice_id = measured_practice()
    with without_waiting_for_the_disk():
        calendars = [measured_calendar(practice_id) for _ in range(CLIENTS)]
    hours = -(-slots // CLIENTS)
    wanted = starts(hours + quiet_rounds)
    shared = [(calendar, start) for start in wanted[:hours] for calendar in calendars][:slots]
    contended = [[time_of_one] * CLIENTS for time_of_one in shared]
    alone = [[(calendar, start) for calendar in calendars] for start in wanted[hours:]]
    lost, won_alone, winners = [], [], 0
    with ThreadPoolExecutor(CLIENTS) as pool:
        for race, quiet in zip_longest(contended, alone, fillvalue=()):
            results = _together(pool, race)
            winners += sum(has_won for has_won, _ in results)
            lost += [seconds for has_won, seconds in results if not has_won]
            won_alone += [seconds for has_won, seconds in _together(pool, quiet) if has_won]
        list(pool.map(lambda _: connection.close(), range(CLIENTS)))
    assert winners == slots, f"{winners} people got {slots} times"
    assert len(won_alone) == quiet_rounds * CLIENTS, "nobody else wanted these times"
    yield at_most("storm.winners", winners, limit=slots)
    yield at_most("storm.loser_p99_ms", p99(lost) * 1000, limit=p99(won_alone) * 1000, goal=GOAL)
    yield from measure_rush(scratch, people)


def _together(pool: ThreadPoolExecutor, attempts: Sequence[Attempt]) -> list[tuple[bool, float]]:
    return list(pool.map(_tried, attempts))


def _tried(attempt: Attempt) -> tuple[bool, float]:
    """Return whether the time was free, and the seconds it took to be told."""
    calendar, start = attempt
    patient = calendar.patient()
    assert patient.person_id is not None
    started = time.perf_counter()
    has_won = True
    try:
        with scope(calendar.practice_id, person_id=patient.person_id, plane=Plane.SELF):
            hold_seat(
                patient,
                offering_id=calendar.offering_id,
                starts_at=start,
                place="video",
                person_id=patient.person_id,
                patient_state=STATE,
            )
    except SlotTaken:
        has_won = False
    return has_won, time.perf_counter() - started
