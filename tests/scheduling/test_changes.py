"""Canceling and moving what is booked."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.kernel.money import Money
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import SeatCanceled, cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.move_appointment import move_appointment, reschedule_seat
from attune.scheduling.booking_errors import (
    ChangedMeanwhile,
    GroupMovesAsOne,
    NoSuchAppointment,
    NoSuchSeat,
    NotCleared,
    NotOffered,
    PatientBusy,
    ReasonNeeded,
    SeatIsNot,
    SlotTaken,
    StartsInThePast,
    TooEarly,
    TooLate,
)
from attune.scheduling.models import Appointment, Occupancy, Seat
from attune.scheduling.queries.appointments import appointment, seat, taken
from attune.scheduling.queries.own_seats import my_seats
from attune.scheduling.rules.policy import BookingPolicy
from tests.scheduling.booking import Bookable, at, bookable, booked, group_of, hold
from tests.scheduling.providers import an_offering


def begin_in(minutes: float, seat_id: UUID) -> None:
    """Let a booked session begin so many minutes from now."""
    found = Appointment.objects.get(seat__id=seat_id)
    length = found.ends_at - found.starts_at
    starts_at = now() + timedelta(minutes=minutes)
    Appointment.objects.filter(id=found.id).update(starts_at=starts_at, ends_at=starts_at + length)


def test_canceling_in_time_costs_nothing_and_frees_the_time(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    got = booked(where, ana, at(9))

    canceled = [cancel_seat(ana, seat_id=got.seat_id, reason="Away after all") for _ in range(2)]

    assert canceled == [SeatCanceled(got.seat_id, Money(0), True)] * 2
    assert booked(where, ben, at(9)).starts_at == at(9)
    assert [(one.state, one.appointment_state, one.sequence) for one in my_seats(ana)] == [("canceled", "canceled", 1)]
    kept = Seat.objects.get(id=got.seat_id)
    assert (str(kept.cancel_reason), kept.cancel_reason.reveal()) == ("[encrypted]", "Away after all")


def test_canceling_late_costs_what_was_agreed_at_booking(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))
    begin_in(60, got.seat_id)

    told = seat(ana, got.seat_id)
    shown = told.policy.cancellation_fee(told.price, starts_at=told.starts_at, now=now())
    canceled = cancel_seat(ana, seat_id=got.seat_id)

    assert canceled.fee == shown == Money(15_000).share(policy(BookingPolicy).late_fee_bps)


def test_the_practice_cancels_a_seat_for_nothing(where: Bookable) -> None:
    got = booked(where, where.patient(), at(9))
    begin_in(60, got.seat_id)

    assert cancel_seat(where.provider, seat_id=got.seat_id).fee == Money(0)


def test_a_seat_is_canceled_by_its_people_before_it_begins(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    got = booked(where, ana, at(9))
    held = hold(where, ben, at(11))

    with pytest.raises(NoSuchSeat):
        cancel_seat(ben, seat_id=got.seat_id)
    with pytest.raises(NoSuchSeat):
        cancel_seat(ana, seat_id=new_id())
    with pytest.raises(NotPermitted):
        cancel_seat(where.practice[Role.BILLER].actor, seat_id=got.seat_id)
    with pytest.raises(SeatIsNot):
        cancel_seat(ben, seat_id=held.seat_id)
    begin_in(-5, got.seat_id)
    with pytest.raises(TooLate):
        cancel_seat(ana, seat_id=got.seat_id)


def test_a_whole_session_is_canceled_with_a_reason_and_nobody_owes_anything(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))

    with pytest.raises(ReasonNeeded):
        cancel_appointment(where.provider, appointment_id=got.appointment_id, reason=" ")
    for _ in range(2):
        cancel_appointment(where.provider, appointment_id=got.appointment_id, reason="Ill")

    kept = my_seats(ana)[0]
    assert (kept.state, kept.canceled_by, kept.fee, kept.sequence) == ("canceled", "practice", Money(0), 1)
    assert taken(where.provider_id, Interval(at(0), at(23))) == []


def test_a_session_is_canceled_or_moved_by_its_provider_or_the_desk(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))
    someone = replace(where.provider, person_id=new_id())

    for refused, who in (
        (NotPermitted, ana),
        (NoSuchAppointment, someone),
        (NotPermitted, where.practice[Role.BILLER].actor),
    ):
        with pytest.raises(refused):
            cancel_appointment(who, appointment_id=got.appointment_id, reason="No")
        with pytest.raises(refused):
            move_appointment(who, appointment_id=got.appointment_id, starts_at=at(11))
        with pytest.raises(refused):
            mark_attendance(who, seat_id=got.seat_id, has_attended=True)

    move_appointment(where.desk, appointment_id=got.appointment_id, starts_at=at(11))
    assert appointment(where.provider, got.appointment_id).starts_at == at(11)


def test_what_has_begun_or_ended_is_not_canceled(where: Bookable) -> None:
    got = booked(where, where.patient(), at(9))
    begin_in(-5, got.seat_id)

    with pytest.raises(TooLate):
        cancel_appointment(where.provider, appointment_id=got.appointment_id, reason="Ill")
    mark_attendance(where.provider, seat_id=got.seat_id, has_attended=True)
    with pytest.raises(SeatIsNot):
        cancel_appointment(where.provider, appointment_id=got.appointment_id, reason="Ill")


def test_a_provider_moves_a_session_even_outside_the_hours(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))

    move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(19, 15), expected_sequence=0)

    moved = my_seats(ana)[0]
    assert (moved.starts_at, moved.ends_at, moved.sequence) == (at(19, 15), at(20, 5), 1)
    assert taken(where.provider_id, Interval(at(0), at(23))) == [Interval(at(19, 15), at(20, 15))]
    assert booked(where, where.patient(), at(9)).starts_at == at(9)


def test_a_move_onto_another_session_changes_nothing(where: Bookable) -> None:
    got = booked(where, where.patient(), at(9))
    booked(where, where.patient(), at(11))

    with pytest.raises(SlotTaken) as refused:
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(11, 15))

    assert refused.value.next_free[0] == at(12)
    assert appointment(where.provider, got.appointment_id).starts_at == at(9)
    assert Occupancy.objects.filter(appointment_id=got.appointment_id).count() == 2


def test_a_session_may_move_by_less_than_its_length(where: Bookable) -> None:
    got = booked(where, where.patient(), at(9))

    move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(9, 30))

    assert appointment(where.provider, got.appointment_id).starts_at == at(9, 30)


def test_a_move_from_an_old_page_into_the_past_or_beyond_a_license_is_refused(where: Bookable) -> None:
    got = booked(where, where.patient(), at(9))

    with pytest.raises(ChangedMeanwhile):
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(11), expected_sequence=3)
    with pytest.raises(StartsInThePast):
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(9, days=-1))
    with pytest.raises(NotCleared):
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(9, days=500))
    begin_in(-5, got.seat_id)
    with pytest.raises(TooLate):
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(11))


def test_a_patient_moves_their_session_to_a_time_that_is_offered(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))
    booked(where, where.patient(), at(13))

    with pytest.raises(NotOffered):
        reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(19))
    with pytest.raises(SlotTaken):
        reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(13))
    reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(9, 30))

    assert [(one.starts_at, one.sequence) for one in my_seats(ana)] == [(at(9, 30), 1)]


def test_a_patient_does_not_escape_the_fee_by_moving(where: Bookable) -> None:
    ana, ben = where.patient(), where.patient()
    got = booked(where, ana, at(9))

    with pytest.raises(NoSuchSeat):
        reschedule_seat(ben, seat_id=got.seat_id, starts_at=at(11))
    begin_in(60, got.seat_id)
    with pytest.raises(TooLate):
        reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(11))
    reschedule_seat(where.desk, seat_id=got.seat_id, starts_at=at(11))

    cancel_seat(ana, seat_id=got.seat_id)
    with pytest.raises(SeatIsNot):
        reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(12))


def test_a_patient_who_is_excused_moves_late_and_never_after_the_start(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))

    begin_in(10, got.seat_id)
    reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(13), is_excused=True)
    assert [one.starts_at for one in my_seats(ana)] == [at(13)]

    begin_in(-5, got.seat_id)
    with pytest.raises(TooLate):
        reschedule_seat(ana, seat_id=got.seat_id, starts_at=at(15), is_excused=True)


def test_a_move_onto_the_patients_session_with_a_colleague_is_refused(where: Bookable) -> None:
    colleague = bookable(where.practice, person_id=where.practice[Role.SUPERVISOR].person_id, npi="1456000011")
    ana = where.patient()
    got = booked(where, ana, at(9))
    booked(colleague, ana, at(11))

    with pytest.raises(PatientBusy):
        move_appointment(where.provider, appointment_id=got.appointment_id, starts_at=at(11))


def test_a_group_fills_to_its_last_seat_and_one_who_leaves_frees_only_their_own(where: Bookable) -> None:
    group = replace(where, offering_id=an_offering(where.practice, where.provider_id, group_of(2)))
    ana, ben, cleo = (where.patient() for _ in range(3))
    first, second = booked(group, ana, at(9)), booked(group, ben, at(9))

    with pytest.raises(SlotTaken):
        hold(group, cleo, at(9))
    left = cancel_seat(ana, seat_id=first.seat_id)
    joined = booked(group, cleo, at(9))

    assert first.appointment_id == second.appointment_id == joined.appointment_id
    assert left.has_ended_session is False
    roster = appointment(where.provider, first.appointment_id)
    assert [(one.number, one.state) for one in Seat.objects.order_by("created_at")] == [
        (1, "canceled"),
        (2, "booked"),
        (1, "booked"),
    ]
    assert {one.person_id for one in roster.seats} == {ben.person_id, cleo.person_id}
    with pytest.raises(GroupMovesAsOne):
        reschedule_seat(ben, seat_id=second.seat_id, starts_at=at(11))


def test_a_group_whose_last_participant_leaves_is_over(where: Bookable) -> None:
    group = replace(where, offering_id=an_offering(where.practice, where.provider_id, group_of(2)))
    ana = where.patient()
    got = booked(group, ana, at(9))

    assert cancel_seat(ana, seat_id=got.seat_id).has_ended_session is True
    assert booked(where, where.patient(), at(9)).starts_at == at(9)


def test_who_did_not_come_owes_what_was_agreed_and_it_can_be_put_right(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))

    with pytest.raises(TooEarly):
        mark_attendance(where.provider, seat_id=got.seat_id, has_attended=False)
    begin_in(-20, got.seat_id)
    mark_attendance(where.provider, seat_id=got.seat_id, has_attended=False)
    missed = my_seats(ana)[0]
    mark_attendance(where.provider, seat_id=got.seat_id, has_attended=True)
    came = my_seats(ana)[0]

    assert (missed.state, missed.appointment_state) == ("missed", "no_show")
    assert missed.fee == Money(15_000).share(policy(BookingPolicy).missed_fee_bps)
    assert (came.state, came.appointment_state, came.fee) == ("attended", "completed", Money(0))
