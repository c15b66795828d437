"""The money of a session that is moved is promised for the day that follows from its new time."""

from datetime import date, timedelta

import pytest

from attune.billing.actions.promise_anew import promise_anew
from attune.billing.errors import NoSuchPayment
from attune.billing.queries.seat_money import seat_money
from attune.billing.route import payment_route
from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.ledger.queries.book import entries
from attune.ledger.rules.entry import EntryKind
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.actions.move_appointment import move_appointment, reschedule_seat
from attune.scheduling.models import Appointment, Seat
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def mine(processor) -> Checkout:
    """Mira's session in three days, paid and booked."""
    one = checked_out(seeker(), open_practice(cast().a), at(9))
    one.pay()
    return one


def promised(mine: Checkout) -> date | None:
    """Return what follows from the session's end as it is now."""
    with scope(mine.practice_id):
        return payment_route().promised_on(Seat.objects.get(id=mine.seat_id).appointment.ends_at)


def told(mine: Checkout) -> date | None:
    """Return the day that the provider's pages show."""
    with scope(mine.practice_id):
        return seat_money(mine.where.provider, mine.seat_id).payout_on


def test_a_session_that_the_practice_moves_is_promised_for_its_new_day(mine: Checkout):
    before = told(mine)
    with scope(mine.practice_id):
        appointment_id = Seat.objects.get(id=mine.seat_id).appointment_id
        move_appointment(mine.where.provider, appointment_id=appointment_id, starts_at=at(11, days=17))

    assert told(mine) == mine.facts.payout_on == promised(mine)
    assert (told(mine) == before) is (before is None)


def test_a_session_that_the_patient_moves_is_promised_for_its_new_day_and_earned_for_it(mine: Checkout):
    with mine.own():
        reschedule_seat(mine.actor, seat_id=mine.seat_id, starts_at=at(15, days=11))
    wanted, quote = promised(mine), mine.facts
    with scope(mine.practice_id):
        Appointment.objects.update(starts_at=now() - timedelta(hours=1), ends_at=now() - timedelta(minutes=10))
        mark_attendance(mine.where.provider, seat_id=mine.seat_id, has_attended=True)

    with scope(mine.practice_id, plane=Plane.BUSINESS):
        (earned,) = entries(system_actor(mine.practice_id), kinds=[EntryKind.EARN])
    assert (quote.payout_on, earned.due_on) == (wanted, wanted)
    assert quote.net + quote.commission == quote.amount


def test_what_is_earned_keeps_the_day_it_was_earned_for(mine: Checkout):
    with scope(mine.practice_id):
        Appointment.objects.update(starts_at=now() - timedelta(hours=1), ends_at=now() - timedelta(minutes=10))
        mark_attendance(mine.where.provider, seat_id=mine.seat_id, has_attended=True)
    before = told(mine)

    with scope(mine.practice_id):
        promise_anew(system_actor(mine.practice_id), mine.payment_id, payout_on=date(2031, 1, 6))

    assert told(mine) == before


def test_only_the_system_promises_anew(mine: Checkout):
    day = date(2031, 1, 6)
    with scope(mine.practice_id):
        with pytest.raises(NotPermitted):
            promise_anew(mine.where.practice[Role.OWNER].actor, mine.payment_id, payout_on=day)
        with pytest.raises(NoSuchPayment):
            promise_anew(system_actor(mine.practice_id), new_id(), payout_on=day)
