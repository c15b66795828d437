"""Who came, what canceling costs, and what a week shows of it."""

from dataclasses import replace

import pytest

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.policies import policy
from attune.kernel.identifiers import new_id
from attune.kernel.interval import Interval
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.set_cancellation_terms import set_cancellation_terms
from attune.scheduling.booking_errors import (
    NoSuchAppointment,
    NoSuchSeat,
    SeatIsNot,
    TermsOutOfBounds,
)
from attune.scheduling.queries.appointments import seat, week_of
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy
from tests.scheduling.booking import Bookable, at, booked, hold


def test_attendance_is_of_booked_seats(where: Bookable) -> None:
    ana = where.patient()
    got = booked(where, ana, at(9))
    cancel_seat(ana, seat_id=got.seat_id)

    with pytest.raises(SeatIsNot):
        mark_attendance(where.provider, seat_id=got.seat_id, has_attended=True)
    with pytest.raises(NoSuchAppointment):
        mark_attendance(where.provider, seat_id=new_id(), has_attended=True)


@pytest.mark.edition
def test_terms_hold_for_what_is_booked_after_them_within_the_editions_bounds(where: Bookable) -> None:
    own = CancellationPolicy(free_until_hours=48, late_fee_bps=2_500, missed_fee_bps=5_000)
    ana, ben = where.patient(), where.patient()
    before = booked(where, ana, at(9))
    rules = policy(BookingPolicy)

    if rules.is_uniform:
        with pytest.raises(TermsOutOfBounds):
            set_cancellation_terms(where.provider, provider_id=where.provider_id, terms=own)
        return
    set_cancellation_terms(where.provider, provider_id=where.provider_id, terms=own)
    after = booked(where, ben, at(11))

    assert seat(ana, before.seat_id).policy == rules.standard
    assert seat(ben, after.seat_id).policy == own
    for wrong in (
        replace(own, free_until_hours=500),
        replace(own, late_fee_bps=10_001),
        replace(own, missed_fee_bps=-1),
    ):
        with pytest.raises(TermsOutOfBounds):
            set_cancellation_terms(where.provider, provider_id=where.provider_id, terms=wrong)
    with pytest.raises(NotPermitted):
        set_cancellation_terms(replace(where.provider, person_id=new_id()), provider_id=where.provider_id, terms=own)
    with pytest.raises(NotPermitted):
        set_cancellation_terms(where.desk, provider_id=where.provider_id, terms=own)


def test_a_week_shows_what_is_held_and_booked_to_who_may_see_it(where: Bookable) -> None:
    ana = where.patient()
    booked(where, ana, at(9))
    hold(where, where.patient(), at(11))
    gone = booked(where, where.patient(), at(13))
    cancel_appointment(where.provider, appointment_id=gone.appointment_id, reason="Ill")
    day = Interval(at(0), at(23))

    for who in (where.provider, where.desk, where.practice[Role.SUPERVISOR].actor):
        shown = week_of(who, where.provider_id, day)
        assert [(one.starts_at, one.state, len(one.seats)) for one in shown] == [
            (at(9), "confirmed", 1),
            (at(11), "held", 1),
        ]
    assert week_of(replace(where.provider, person_id=new_id()), None, day) == ()
    with pytest.raises(NotPermitted):
        week_of(ana, where.provider_id, day)
    with pytest.raises(NoSuchSeat):
        seat(where.patient(), shown[0].seats[0].seat_id)
