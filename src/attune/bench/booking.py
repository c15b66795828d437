"""Goals 1 and 2: a booking against the bare statements it is made of, and the page that books against the floor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from attune.bench.calendars import STATE, MeasuredCalendar, measured_calendar, starts
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import measured_practice
from attune.bench.register import benchmark
from attune.bench.replay import BareConnection, Script, captured
from attune.bench.report import Measured, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.foundation.tenancy import Plane, scope
from attune.scheduling.actions.book_seat import book_seat
from attune.scheduling.actions.hold_seat import hold_seat

CALENDARS = 4
BOOKED_EACH = 60
STATEMENTS_GOAL = 2.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A provider and somebody who books with them."""

    calendar: MeasuredCalendar
    patient: MeasuredPatient

    def book(self, start: datetime) -> None:
        """Hold a time and book it, in one transaction."""
        with scope(self.calendar.practice_id, person_id=self.patient.person_id, plane=Plane.SELF):
            held = hold_seat(
                self.patient.actor,
                offering_id=self.calendar.offering_id,
                starts_at=start,
                place="video",
                person_id=self.patient.person_id,
                patient_state=STATE,
            )
            book_seat(self.patient.actor, hold_id=held.hold_id, chart_id=self.patient.chart_id, patient_state=STATE)
            # The mail leaves after the commit, by whoever is first: not a part of the transaction.
            connection.run_on_commit.clear()

    def named(self, other: "Pair") -> dict[UUID, UUID]:
        """Return whom a script of this pair names when it is about another one."""
        mine, theirs = self._ids(), other._ids()
        return dict(zip(mine, theirs, strict=True))

    def _ids(self) -> Sequence[UUID]:
        calendar, patient = self.calendar, self.patient
        return (
            calendar.practice_id,
            calendar.provider_id,
            calendar.provider_person_id,
            calendar.offering_id,
            patient.person_id,
            patient.chart_id,
        )


@benchmark("booking")
def measure_booking(scratch: Scratch) -> Iterator[Measured]:
    """Yield the booking transaction against its bare statements."""
    practice_id = measured_practice()
    pairs = [Pair(measured_calendar(practice_id), measured_patient(practice_id)) for _ in range(CALENDARS)]
    script = script_of(pairs[0])
    yield _transaction(scratch, pairs, script)


def script_of(pair: Pair) -> Script:
    """Return the statements of one booking; it takes the pair's second time, as the first one warms up."""
    first, second = starts(2)
    pair.book(first)
    with captured(first - timedelta(days=1)) as written:
        pair.book(second)
    return written()


def _transaction(scratch: Scratch, pairs: Sequence[Pair], script: Script) -> Measured:
    bare = BareConnection(scratch.app_url)
    product = [(pair, start) for start in starts(BOOKED_EACH)[2::2] for pair in pairs]
    second = starts(2)[1]
    replayed = [
        (pair, script.varied(pairs[0].named(pair), later_by=start - second))
        for start in starts(BOOKED_EACH)[3::2]
        for pair in pairs
    ]

    def book() -> None:
        pair, start = product.pop()
        pair.book(start)

    def replay() -> None:
        pair, texts = replayed.pop()
        bare.run(pair.calendar.practice_id, pair.patient.person_id, texts)

    rounds = min(len(product), len(replayed)) - 1
    taken = interleaved({"booking": book, "statements": replay}, rounds=rounds)
    bare.close()
    limit = taken["statements"] * 1000
    return at_most("booking.transaction_ms", taken["booking"] * 1000, limit=limit, goal=STATEMENTS_GOAL)
