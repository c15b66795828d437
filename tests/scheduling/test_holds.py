"""Holding, booking, giving up and expiring, one person at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from attune.audit.models import AuditEvent
from attune.credentialing.models import License
from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.kernel.money import Money
from attune.patients.errors import NoSuchChart
from attune.scheduling.actions.book_seat import book_seat
from attune.scheduling.actions.expire_holds import expire_holds
from attune.scheduling.actions.keep_rooms import add_room, retire_room
from attune.scheduling.actions.release_hold import release_hold
from attune.scheduling.booking_errors import (
    HoldExpired,
    NoRoomFree,
    NoSuchSeat,
    NotOffered,
    OfferingClosed,
    PatientBusy,
    PlaceNotOffered,
    RoomNameTaken,
    SlotTaken,
)
from attune.scheduling.errors import NoSuchRoom
from attune.scheduling.models import Appointment, Occupancy, Offering, Room, Seat, WeeklyHours
from attune.scheduling.queries.appointments import taken
from attune.scheduling.queries.own_seats import my_seats
from tests.scheduling.booking import Bookable, at, bookable, booked, chart_of, hold
from tests.scheduling.providers import TERMS, an_offering

pytestmark = pytest.mark.edition


def let_expire(seat_id: UUID) -> None:
    """Put a hold's end into the past, everywhere it is kept."""
    past = now() - timedelta(seconds=1)
    Seat.objects.filter(id=seat_id).update(hold_expires_at=past)
    Occupancy.objects.filter(appointment__seat__id=seat_id).update(expires_at=past)


def test_a_held_time_is_booked_by_who_holds_it(where: Bookable) -> None:
    ana = where.patient()

    got = booked(where, ana, at(9))

    assert (got.starts_at, got.ends_at) == (at(9), at(9, 50))
    assert [(one.starts_at, one.state, one.price) for one in my_seats(ana)] == [(at(9), "booked", Money(15_000))]
    assert Appointment.objects.get().state == Appointment.State.CONFIRMED
    actions = AuditEvent.objects.filter(action__startswith="scheduling.seat.").values_list("action", flat=True)
    assert sorted(actions) == ["scheduling.seat.booked", "scheduling.seat.held", "scheduling.seat.seen"]


def test_the_provider_is_taken_with_the_buffers_around_the_session(where: Bookable) -> None:
    hold(where, where.patient(), at(9))

    assert taken(where.provider_id, Interval(at(0), at(23))) == [Interval(at(9), at(10))]


def test_who_comes_second_is_told_the_next_free_times(where: Bookable) -> None:
    hold(where, where.patient(), at(9))

    with pytest.raises(SlotTaken) as refused:
        hold(where, where.patient(), at(9))

    assert refused.value.next_free[:2] == (at(10), at(10, 30))


def test_a_double_click_is_one_hold(where: Bookable) -> None:
    ana = where.patient()

    first, second = hold(where, ana, at(9)), hold(where, ana, at(9))

    assert first == second
    assert Seat.objects.count() == 1


def test_booking_twice_is_booking_once(where: Bookable) -> None:
    ana = where.patient()
    held, chart_id = hold(where, ana, at(9)), chart_of(ana)

    first = book_seat(ana, hold_id=held.hold_id, chart_id=chart_id)
    second = book_seat(ana, hold_id=held.hold_id, chart_id=chart_id)

    assert second == replace(first, is_repeated=True)
    assert hold(where, ana, at(9)) == replace(held, expires_at=None, is_booked=True)


def test_choosing_another_time_gives_the_first_one_back(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    first = hold(where, ana, at(9))

    hold(where, ana, at(11))

    assert Seat.objects.get(id=first.seat_id).state == Seat.State.RELEASED
    assert hold(where, ben, at(9)).appointment_id != first.appointment_id


def test_a_held_slot_is_offered_again_after_the_hold_expires(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    held = hold(where, ana, at(9))
    let_expire(held.seat_id)

    hold(where, ben, at(9))

    assert Seat.objects.get(id=held.seat_id).state == Seat.State.EXPIRED
    assert Appointment.objects.get(id=held.appointment_id).state == Appointment.State.RELEASED


def test_an_expired_hold_cannot_be_booked(where: Bookable) -> None:
    ana = where.patient()
    held, chart_id = hold(where, ana, at(9)), chart_of(ana)
    let_expire(held.seat_id)

    with pytest.raises(HoldExpired):
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_id)

    assert taken(where.provider_id, Interval(at(0), at(23))) == []


def test_the_job_ends_what_is_over_and_nothing_else(where: Bookable) -> None:
    over, lasting = hold(where, where.patient(), at(9)), hold(where, where.patient(), at(11))
    let_expire(over.seat_id)

    ended = [expire_holds(system_actor(where.practice.practice_id)) for _ in range(2)]

    assert ended == [1, 0]
    assert Seat.objects.get(id=lasting.seat_id).state == Seat.State.HELD
    with pytest.raises(NotPermitted):
        expire_holds(where.desk)


def test_a_hold_that_is_given_up_frees_the_time(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    held = hold(where, ana, at(9))

    released = [release_hold(ana, hold_id=held.hold_id) for _ in range(2)]

    assert released == [True, False]
    hold(where, ben, at(9))
    with pytest.raises(HoldExpired):
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_of(ana))


def test_nobody_books_or_gives_up_another_persons_hold(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    held = hold(where, ana, at(9))

    for attack in (
        lambda: book_seat(ben, hold_id=held.hold_id, chart_id=chart_of(ben)),
        lambda: release_hold(ben, hold_id=held.hold_id),
    ):
        with pytest.raises(NoSuchSeat):
            attack()
    with pytest.raises(NoSuchChart):
        book_seat(ana, hold_id=held.hold_id, chart_id=chart_of(ben))
    assert Seat.objects.get(id=held.seat_id).state == Seat.State.HELD


def test_a_patient_holds_for_themselves_and_a_biller_for_nobody(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()

    with pytest.raises(NotPermitted):
        hold(where, ana, at(9), person_id=ben.person_id)
    with pytest.raises(NotPermitted):
        hold(where, where.practice[Role.BILLER].actor, at(9), person_id=ben.person_id)

    assert hold(where, where.desk, at(9), person_id=ben.person_id).seat_id


@pytest.mark.parametrize(
    ("hour", "minute"), [(8, 0), (16, 30), (9, 10)], ids=["before hours", "past closing", "off the step"]
)
def test_a_time_that_is_not_offered_is_refused(where: Bookable, hour: int, minute: int) -> None:
    with pytest.raises(NotOffered) as refused:
        hold(where, where.patient(), at(hour, minute))

    assert len(refused.value.next_free) == 6


def test_inside_the_notice_nothing_is_offered(where: Bookable) -> None:
    with pytest.raises(NotOffered):
        hold(where, where.patient(), at(9, days=-1))


def test_an_offering_is_booked_where_it_takes_place_and_while_it_is_offered(where: Bookable) -> None:
    with pytest.raises(PlaceNotOffered):
        hold(where, where.patient(), at(9), place="phone")
    Offering.objects.update(is_active=False)
    with pytest.raises(OfferingClosed):
        hold(where, where.patient(), at(9))


def test_who_takes_no_new_patients_is_booked_by_known_ones_only(where: Bookable) -> None:
    known = where.patient()
    booked(where, known, at(9))
    Offering.objects.update(takes_new_patients=False)

    with pytest.raises(OfferingClosed):
        hold(where, where.patient(), at(11))

    assert hold(where, known, at(11)).seat_id


def test_a_patient_is_in_one_session_of_a_practice_at_a_time(where: Bookable) -> None:
    colleague = bookable(where.practice, person_id=where.practice[Role.SUPERVISOR].person_id, npi="1456000011")
    ana = where.patient()
    booked(where, ana, at(9))

    with pytest.raises(PatientBusy):
        booked(colleague, ana, at(9))

    assert booked(colleague, ana, at(10)).starts_at == at(10)


def test_two_providers_do_not_share_a_room_at_a_time(where: Bookable) -> None:
    owner = where.practice[Role.OWNER].actor
    in_person = replace(TERMS, places=("in_person",))
    here = replace(where, offering_id=an_offering(where.practice, where.provider_id, in_person))
    colleague = bookable(
        where.practice, in_person, person_id=where.practice[Role.SUPERVISOR].person_id, npi="1456000011"
    )
    room = add_room(owner, name="Blue room", address="12 Lantern Street", directions="Second floor")
    hold(here, where.patient(), at(9), place="in_person")

    with pytest.raises(NoRoomFree):
        hold(colleague, where.patient(), at(9, 30), place="in_person")
    second = add_room(owner, name="Green room", address="12 Lantern Street")
    hold(colleague, where.patient(), at(9, 30), place="in_person")

    assert list(Appointment.objects.order_by("starts_at").values_list("room_id", flat=True)) == [room, second]


def test_rooms_are_kept_by_owners_under_names_of_their_own(where: Bookable) -> None:
    owner = where.practice[Role.OWNER].actor
    room = add_room(owner, name="Blue room", address="12 Lantern Street")

    with pytest.raises(RoomNameTaken):
        add_room(owner, name="Blue room", address="3 Mill Lane")
    with pytest.raises(NotPermitted):
        add_room(where.provider, name="Red room", address="3 Mill Lane")
    with pytest.raises(NoSuchRoom):
        retire_room(owner, room_id=where.provider_id)
    with pytest.raises(NotPermitted):
        retire_room(where.provider, room_id=room)
    retire_room(owner, room_id=room)

    assert Room.objects.get().is_active is False


def test_in_the_spring_gap_and_the_autumn_fold_each_instant_is_its_own(where: Bookable) -> None:
    """Two sessions at half past one, an hour apart, on the night the clocks go back."""
    Offering.objects.update(horizon_days=400)
    first, second = datetime(2027, 11, 7, 5, 30, tzinfo=UTC), datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    WeeklyHours.objects.create(provider_id=where.provider_id, weekday=7, opens="00:30", closes="04:30")
    License.objects.update(expires_on=date(2028, 12, 31))

    starts = [hold(where, where.patient(), one).seat_id for one in (first, second)]
    with pytest.raises(SlotTaken):
        hold(where, where.patient(), first)

    assert len(set(starts)) == 2
    assert sorted(Appointment.objects.values_list("starts_at", flat=True)) == [first, second]
