"""Many people at once, over connections of their own: nobody is booked twice, and nobody sees an error."""

import time as machine
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from threading import Event

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from attune.directory.models import Listing
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.interval import Interval
from attune.scheduling.actions.book_seat import book_seat
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.keep_rooms import add_room
from attune.scheduling.actions.move_appointment import move_appointment
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.booking_errors import BookingRefused, HoldExpired
from attune.scheduling.models import Appointment, Occupancy, Seat
from attune.scheduling.queries.appointments import appointment, taken
from attune.scheduling.queries.open_slots import starts_to_publish
from tests.scheduling.booking import ALL_WEEK, Bookable, at, bookable, booked, chart_of, group_of, hold
from tests.scheduling.providers import TERMS, an_offering
from tests.support.world import World, cast

pytestmark = pytest.mark.usefixtures("committed_database")

AT_ONCE = 24
PEOPLE = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """The cast, and a provider of practice A in a database of their own."""

    world: World
    where: Bookable


@pytest.fixture
def place(committed_database: str) -> Place:
    world = cast()
    with scope(world.a.practice_id):
        return Place(world, bookable(world.a))


def all_at_once(tries: Sequence[Callable[[], str]]) -> Counter[str]:
    """Do everything over many connections and count what came of it; a refusal counts by its name."""

    def one(attempt: Callable[[], str]) -> str:
        try:
            return attempt()
        except BookingRefused as refused:
            return type(refused).__name__

    def worker(share: Sequence[Callable[[], str]]) -> list[str]:
        try:
            return [one(attempt) for attempt in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [tries[number::AT_ONCE] for number in range(AT_ONCE)]
        return Counter(result for results in pool.map(worker, shares) for result in results)


def holding(where: Bookable, hour: int = 9, minute: int = 0, **changed: object) -> Callable[[], str]:
    """Return an attempt of a new person to hold a time."""

    def attempt() -> str:
        someone = where.patient()
        with where.open(someone):
            hold(where, someone, at(hour, minute), **changed)
        return "held"

    return attempt


def test_of_a_thousand_people_who_want_one_time_exactly_one_gets_it(place: Place) -> None:
    came_of_it = all_at_once([holding(place.where)] * PEOPLE)

    assert came_of_it == {"held": 1, "SlotTaken": PEOPLE - 1}
    with place.where.open():
        assert Appointment.objects.count() == Seat.objects.count() == 1


def test_of_fifty_people_who_want_twenty_seats_twenty_get_one(place: Place) -> None:
    with place.where.open():
        group = replace(place.where, offering_id=an_offering(place.world.a, place.where.provider_id, group_of(20)))

    def attempt() -> str:
        someone = group.patient()
        with group.open(someone):
            booked(group, someone, at(9))
        return "booked"

    came_of_it = all_at_once([attempt] * 50)

    assert came_of_it == {"booked": 20, "SlotTaken": 30}
    with place.where.open():
        assert Appointment.objects.count() == 1
        assert sorted(Seat.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_new_hours_do_not_publish_a_time_that_is_being_taken(place: Place) -> None:
    where, is_taken = place.where, Event()

    def take() -> str:
        someone = where.patient()
        with where.open(someone):
            hold(where, someone, at(9))
            is_taken.set()
            machine.sleep(0.5)
        return "held"

    def change() -> str:
        is_taken.wait()
        with where.open():
            set_weekly_hours(where.desk, provider_id=where.provider_id, hours=ALL_WEEK[:6])
        return "changed"

    came_of_it = all_at_once([take, change])

    with where.open():
        told = dict(Listing.objects.values_list("offering_id", "starts"))
        assert told == dict(starts_to_publish(where.provider_id, now().date()))
    assert came_of_it == {"held": 1, "changed": 1}


def test_people_who_want_overlapping_times_never_overlap(place: Place) -> None:
    starts = [(hour, minute) for hour in range(9, 16) for minute in (0, 30)]

    came_of_it = all_at_once([holding(place.where, *start) for start in starts * 10])

    assert set(came_of_it) == {"held", "SlotTaken"}
    with place.where.open():
        busy = taken(place.where.provider_id, Interval(at(0), at(23)))
    assert came_of_it["held"] == len(busy)
    assert all(first.end <= second.start for first, second in pairwise(busy))


def test_one_person_who_clicks_many_times_has_one_appointment(place: Place) -> None:
    ana = place.where.patient()
    with place.where.open():
        chart_id = chart_of(ana)

    def attempt() -> str:
        with place.where.open(ana):
            held = hold(place.where, ana, at(9))
            return str(book_seat(ana, hold_id=held.hold_id, chart_id=chart_id).seat_id)

    came_of_it = all_at_once([attempt] * 40)

    assert [*came_of_it.values()] == [40]
    with place.where.open():
        assert Seat.objects.get().state == Seat.State.BOOKED


def test_colleagues_who_need_the_one_room_at_once_get_it_in_turn(place: Place) -> None:
    in_person = replace(TERMS, places=("in_person",))
    with place.where.open():
        here = replace(place.where, offering_id=an_offering(place.world.a, place.where.provider_id, in_person))
        there = bookable(place.world.a, in_person, person_id=place.world.a[Role.SUPERVISOR].person_id, npi="1456000011")
        add_room(place.world.a[Role.OWNER].actor, name="Blue room", address="12 Lantern Street")

    came_of_it = all_at_once([holding(one, place="in_person") for one in (here, there) * 10])

    assert came_of_it["held"] == 1
    assert set(came_of_it) == {"held", "SlotTaken", "NoRoomFree"}


def test_a_provider_of_two_practices_is_in_one_place_and_neither_sees_the_other(place: Place) -> None:
    if place.world.b is None:
        pytest.skip("there is one practice")
    here = place.where
    with scope(place.world.b.practice_id):
        there = bookable(place.world.b, person_id=place.world.a[Role.PROVIDER].person_id)

    came_of_it = all_at_once([holding(one) for one in (here, there) * 20])

    assert came_of_it == {"held": 1, "SlotTaken": 39}
    told = []
    for one in (here, there):
        with one.open():
            told.append((taken(one.provider_id, Interval(at(0), at(23))), Appointment.objects.count()))
    assert [busy for busy, _ in told] == [[Interval(at(9), at(10))]] * 2
    assert sorted(count for _, count in told) == [0, 1]


def test_moves_and_bookings_at_once_leave_nothing_half_done(place: Place) -> None:
    where = place.where
    with where.open():
        moving = booked(where, where.patient(), at(9))
        leaving = booked(where, (leaver := where.patient()), at(15))

    def move(hour: int) -> Callable[[], str]:
        def attempt() -> str:
            with where.open():
                move_appointment(where.provider, appointment_id=moving.appointment_id, starts_at=at(hour))
            return "moved"

        return attempt

    def leave() -> str:
        with where.open(leaver):
            cancel_seat(leaver, seat_id=leaving.seat_id)
        return "left"

    came_of_it = all_at_once([holding(where, 11), move(11), holding(where, 15), leave, move(15), holding(where, 9)] * 4)

    assert set(came_of_it) <= {"held", "moved", "left", "SlotTaken"}
    with where.open():
        busy = taken(where.provider_id, Interval(at(0), at(23)))
        kept = Appointment.objects.filter(state__in=["held", "confirmed"]).order_by("starts_at")
        assert [one.start for one in busy] == [one.starts_at for one in kept]


def test_the_databases_time_decides_whatever_the_processes_clocks_say(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two web processes whose clocks are ten minutes off, either way: the hold lasts exactly as the database says."""
    where, ana = place.where, place.where.patient()
    real = machine.time
    monkeypatch.setattr(machine, "time", lambda: real() + 540)
    with where.open():
        chart_id = chart_of(ana)
    with where.open(ana) as _:
        held = hold(where, ana, at(9))
    monkeypatch.setattr(machine, "time", lambda: real() - 540)
    with where.open():
        row = Seat.objects.get()
        assert row.hold_expires_at is not None
        assert abs(row.hold_expires_at - row.created_at - timedelta(minutes=10)) < timedelta(seconds=5)
    with where.open():
        past = row.created_at - timedelta(seconds=1)
        Seat.objects.update(hold_expires_at=past)
        Occupancy.objects.update(expires_at=past)

    with pytest.raises(HoldExpired), where.open(ana):
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_id)
    with where.open():
        assert hold(where, where.patient(), at(9)).appointment_id != held.appointment_id


def test_the_constraint_itself_refuses_what_no_lock_kept_out(place: Place) -> None:
    where = place.where
    with where.open():
        held = hold(where, where.patient(), at(9))
        row = Occupancy.objects.get(appointment_id=held.appointment_id)

        with pytest.raises(IntegrityError, match="nothing_is_booked_twice"), transaction.atomic():
            Occupancy.objects.create(
                kind=row.kind,
                resource_id=row.resource_id,
                starts_at=row.starts_at + timedelta(minutes=30),
                ends_at=row.ends_at,
                appointment_id=row.appointment_id,
            )


def test_nobody_reads_when_others_are_busy(place: Place, owner: psycopg.Connection[tuple[object, ...]]) -> None:
    where = place.where
    with where.open():
        hold(where, where.patient(), at(9))
    ((kept,),) = owner.execute("SELECT count(*) FROM app.provider_busy").fetchall()

    assert kept == 1
    for attack in (
        "SELECT during FROM app.provider_busy",
        "DELETE FROM app.provider_busy",
        "UPDATE app.provider_busy SET expires_at = now()",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), where.open(), connection.cursor() as cursor:
            cursor.execute(attack)


def test_a_practice_neither_frees_nor_asks_about_who_is_not_its_provider(
    place: Place, owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    where, elsewhere = place.where, place.world.elsewhere
    with where.open():
        held = hold(where, where.patient(), at(9))
    person_id = where.provider.person_id
    span = [at(0), at(23)]

    with scope(elsewhere.practice_id), connection.cursor() as cursor:
        cursor.execute("SELECT app.free_provider_time(%s)", [held.appointment_id])
        cursor.execute("SELECT app.keep_provider_time(%s)", [held.appointment_id])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT * FROM app.provider_times_elsewhere(%s, tstzrange(%s, %s))", [person_id, *span])
        assert cursor.fetchall() == []
    take = "SELECT app.take_provider_time(%s, tstzrange(%s, %s), %s, NULL)"
    with (
        pytest.raises(ProgrammingError, match="no provider of this practice"),
        scope(elsewhere.practice_id),
        connection.cursor() as cursor,
    ):
        cursor.execute(take, [person_id, *span, held.appointment_id])

    kept = owner.execute("SELECT expires_at IS NOT NULL FROM app.provider_busy").fetchall()
    assert kept == [(True,)]
    with where.open():
        assert appointment(where.provider, held.appointment_id).state == "held"
