"""Goals 1 and 2: a booking against the bare statements it is made of, and the page that books against the floor."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse

from attune.bench.calendars import STATE, MeasuredCalendar, measured_calendar, starts
from attune.bench.client import Client, request_of
from attune.bench.clients import NOTHING, Request, together
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import measured_member, measured_practice
from attune.bench.register import benchmark
from attune.bench.replay import BareConnection, Script, captured
from attune.bench.report import Measured, at_least, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch
from attune.bench.session import production_environment, served, session_of
from attune.billing.actions.request_payment import request_payment
from attune.billing.route import PlainRoute, payment_route
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.scheduling.actions.book_seat import book_seat
from attune.scheduling.actions.hold_seat import hold_seat
from attune.web.booking.choice import COOKIE, Choice, signed_choice

CALENDARS = 3
BOOKED_EACH = 60
CLIENTS = 8
ROUNDS, REQUESTS_A_ROUND = 3, 5
STATEMENTS_GOAL = 2.0
FLOOR_GOAL, PGBENCH_GOAL, TAIL_GOAL = 0.9, 0.1, 3.0
CSRF = "a" * 32
PRICE = Money(15_000)


@dataclass(frozen=True, slots=True)
class Pair:
    """A provider and somebody who books with them."""

    calendar: MeasuredCalendar
    patient: MeasuredPatient

    def book(self, start: datetime) -> None:
        """Hold a time, write down what is to be paid for it, and book it, in one transaction."""
        with scope(self.calendar.practice_id, person_id=self.patient.person_id, plane=Plane.SELF):
            held = hold_seat(
                self.patient.actor,
                offering_id=self.calendar.offering_id,
                starts_at=start,
                place="video",
                person_id=self.patient.person_id,
                patient_state=STATE,
            )
            quote = PlainRoute().quote(self.patient.actor, PRICE, start + timedelta(minutes=50))
            request_payment(self.patient.actor, seat_id=held.seat_id, price=PRICE, quote=quote)
            book_seat(self.patient.actor, hold_id=held.hold_id, chart_id=self.patient.chart_id, patient_state=STATE)
            # Mail and processor are asked after the commit, by whoever is first: not a part of the transaction.
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
    """Yield the booking transaction against its bare statements, and the page that books with eight clients.

    The page asks for a payment: it is measured where a practice is paid without an account of its own.
    """
    practice_id = measured_practice()
    pairs = [Pair(measured_calendar(practice_id), measured_patient(practice_id)) for _ in range(CALENDARS)]
    script = script_of(pairs[0])
    yield _transaction(scratch, pairs, script)
    with scope(practice_id, plane=Plane.BUSINESS):
        can_be_paid = payment_route().may_charge()
    if can_be_paid:
        yield from _endpoint(scratch, practice_id, pairs[0], script)


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


def _endpoint(scratch: Scratch, practice_id: UUID, first: Pair, script: Script) -> Iterator[Measured]:
    """Yield the page's throughput against the floor's and the bare statements', and its slowest hundredth."""
    pairs = [Pair(measured_calendar(practice_id), measured_patient(practice_id)) for _ in range(CLIENTS)]
    free = [iter(starts(2 * (ROUNDS + 1) * REQUESTS_A_ROUND)) for _ in pairs]
    second = starts(2)[1]
    at_floor = f"{settings.SESSION_COOKIE_NAME}={session_of(measured_member().person_id)}"
    taken = dict.fromkeys(("floor", "page", "bare"), NOTHING)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="attune-bench-")))
        # Answers are read with the keys they were written with.
        environment = {**production_environment(scratch, folder), "ATTUNE_KEYS_FOLDER": str(settings.KEYS_FOLDER)}
        headers = {"Cookie": at_floor, "X-Forwarded-Proto": "https"}
        ready = stack.enter_context(served("floor", "/bench/floor", environment, headers))
        floors = [Client(ready.port, "/bench/floor", headers) for _ in pairs]
        booking = [Client(ready.port, "/bench/floor", headers) for _ in pairs]
        bare = [BareConnection(scratch.app_url) for _ in pairs]
        sessions = [session_of(pair.patient.person_id) for pair in pairs]
        for number in range(ROUNDS + 1):
            sides: dict[str, list[list[Request]]] = {"floor": [[one.get] * REQUESTS_A_ROUND for one in floors]}
            sides["page"] = [
                [_posted(client, pair, session, next(times)) for _ in range(REQUESTS_A_ROUND)]
                for client, pair, session, times in zip(booking, pairs, sessions, free, strict=True)
            ]
            sides["bare"] = [
                [_replayed(replayer, first, pair, script, next(times) - second) for _ in range(REQUESTS_A_ROUND)]
                for replayer, pair, times in zip(bare, pairs, free, strict=True)
            ]
            # The first round warms up.
            found = {name: together(clients) for name, clients in sides.items()}
            taken = {name: taken[name] + found[name] for name in taken} if number else taken
        for client in (*floors, *booking):
            client.close()
        for one in bare:
            one.close()
    page = taken["page"]
    yield at_least(
        "booking.page_of_floor_per_second", page.per_second, limit=taken["floor"].per_second, goal=FLOOR_GOAL
    )
    yield at_least(
        "booking.page_of_statements_per_second", page.per_second, limit=taken["bare"].per_second, goal=PGBENCH_GOAL
    )
    yield at_most("booking.page_p99_ms", page.p99 * 1000, limit=page.p50 * 1000, goal=TAIL_GOAL)


def _posted(client: Client, pair: Pair, session: str, start: datetime) -> Request:
    """Return somebody's click on the button that books what they chose."""
    cookies = {
        settings.SESSION_COOKIE_NAME: session,
        settings.CSRF_COOKIE_NAME: CSRF,
        COOKIE: signed_choice(Choice(pair.calendar.offering_id, start, "video")),
    }
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Origin": "https://127.0.0.1",
        "X-Forwarded-Proto": "https",
    }
    body = urlencode({"csrfmiddlewaretoken": CSRF, "told_state": STATE}).encode()
    return partial(client.send, request_of("POST", reverse("confirm_booking"), headers, body), status=302)


def _replayed(bare: BareConnection, first: Pair, pair: Pair, script: Script, later_by: timedelta) -> Request:
    texts = script.varied(first.named(pair), later_by=later_by)
    return partial(bare.run, pair.calendar.practice_id, pair.patient.person_id, texts)
