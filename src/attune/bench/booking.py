"""Goals 1 and 2: a booking against the bare statements it is made of, and the page that books against the floor."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse

from attune.bench.calendars import STATE, MeasuredCalendar, measured_calendar, starts
from attune.bench.charging import let_charge, processor
from attune.bench.client import request_of
from attune.bench.clients import NOTHING, Load, Request, together
from attune.bench.patients import MeasuredPatient, measured_patient
from attune.bench.people import MeasuredMember, measured_member
from attune.bench.register import benchmark
from attune.bench.replay import BareConnection, Script, captured
from attune.bench.report import Measured, at_least, at_most
from attune.bench.rounds import interleaved
from attune.bench.scratch import Scratch, without_waiting_for_the_disk
from attune.bench.serving import FLOOR, headers_of, servers, session_of
from attune.billing.actions.request_payment import request_payment
from attune.billing.route import PaymentRoute, PlainRoute, payment_route
from attune.foundation.tenancy import Plane, scope
from attune.kernel.money import Money
from attune.sandboxes.stripe.control import Control
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
    route: PaymentRoute = field(default_factory=PlainRoute)

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
            quote = self.route.quote(self.patient.actor, PRICE, start + timedelta(minutes=50))
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
def measure_booking(scratch: Scratch, rounds: int = ROUNDS, booked: int = BOOKED_EACH) -> Iterator[Measured]:
    """Yield the booking transaction against its bare statements, and the page that books with eight clients."""
    member = measured_member()
    with processor() as control:
        let_charge(control, member)
        with without_waiting_for_the_disk():
            pairs = [_pair(member.practice_id) for _ in range(CALENDARS)]
        script = script_of(pairs[0])
        yield _transaction(scratch, pairs, script, booked)
        taken = _endpoint(scratch, control, member, Scripted(pairs[0], script), rounds)
    page = taken["page"]
    yield at_least(
        "booking.page_of_floor_per_second", page.per_second, limit=taken["floor"].per_second, goal=FLOOR_GOAL
    )
    yield at_least(
        "booking.page_of_statements_per_second", page.per_second, limit=taken["bare"].per_second, goal=PGBENCH_GOAL
    )
    yield at_most("booking.page_p99_ms", page.p99 * 1000, limit=page.p50 * 1000, goal=TAIL_GOAL)


def _pair(practice_id: UUID) -> Pair:
    return Pair(measured_calendar(practice_id), measured_patient(practice_id), payment_route())


@dataclass(frozen=True, slots=True)
class Scripted:
    """A pair and the statements of its second booking."""

    pair: Pair
    script: Script

    def replayed(self, bare: BareConnection, pair: Pair, start: datetime) -> Request:
        """Return the same booking for another pair and start, over a bare connection."""
        texts = self.script.varied(self.pair.named(pair), later_by=start - starts(2)[1])
        return partial(bare.run, pair.calendar.practice_id, pair.patient.person_id, texts)


def script_of(pair: Pair) -> Script:
    """Return the statements of one booking; it takes the pair's second time, as the first one warms up."""
    first, second = starts(2)
    pair.book(first)
    with captured(first - timedelta(days=1)) as written:
        pair.book(second)
    return written()


def _transaction(scratch: Scratch, pairs: Sequence[Pair], script: Script, booked: int) -> Measured:
    bare = BareConnection(scratch.app_url)
    product = [(pair, start) for start in starts(booked)[2::2] for pair in pairs]
    second = starts(2)[1]
    replayed = [
        (pair, script.varied(pairs[0].named(pair), later_by=start - second))
        for start in starts(booked)[3::2]
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


def _endpoint(
    scratch: Scratch, control: Control, member: MeasuredMember, first: Scripted, rounds: int
) -> dict[str, Load]:
    """Return the load of the page, of the floor and of the bare statements, eight clients each."""
    with without_waiting_for_the_disk():
        pairs = [_pair(member.practice_id) for _ in range(CLIENTS)]
    free = [iter(starts(2 * (rounds + 1) * REQUESTS_A_ROUND)) for _ in pairs]
    sessions = [session_of(pair.patient.person_id) for pair in pairs]
    taken = dict.fromkeys(("floor", "page", "bare"), NOTHING)
    with servers(scratch, processor=control.address) as started, ExitStack() as stack:
        signed_in = headers_of(session_of(member.person_id))
        floors, booking = ([started.page(FLOOR, signed_in) for _ in pairs] for _ in range(2))
        bare = [stack.enter_context(closing(BareConnection(scratch.app_url))) for _ in pairs]
        for number in range(rounds + 1):
            sides: dict[str, list[list[Request]]] = {"floor": [[one.get] * REQUESTS_A_ROUND for one in floors]}
            sides["page"] = [
                [partial(client.send, click(pair, session, next(times)), status=302) for _ in range(REQUESTS_A_ROUND)]
                for client, pair, session, times in zip(booking, pairs, sessions, free, strict=True)
            ]
            sides["bare"] = [
                [first.replayed(replayer, pair, next(times)) for _ in range(REQUESTS_A_ROUND)]
                for replayer, pair, times in zip(bare, pairs, free, strict=True)
            ]
            # The first round warms up.
            found = {name: together(clients) for name, clients in sides.items()}
            taken = {name: taken[name] + found[name] for name in taken} if number else taken
    return taken


def click(pair: Pair, session: str, start: datetime) -> bytes:
    """Return the request of somebody's click on the button that books what they chose."""
    cookies = {
        settings.SESSION_COOKIE_NAME: session,
        settings.CSRF_COOKIE_NAME: CSRF,
        COOKIE: signed_choice(Choice(pair.calendar.offering_id, start, "video")),
    }
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {**headers_of(), "Cookie": cookie, "Origin": "https://127.0.0.1"}
    body = urlencode({"csrfmiddlewaretoken": CSRF, "told_state": STATE}).encode()
    return request_of("POST", reverse("confirm_booking"), headers, body)
