"""What who gives a session is mailed when somebody else changes their calendar."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.notifications.gateways import Email
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.move_appointment import move_appointment, reschedule_seat
from attune.scheduling.booking_errors import NoSuchAppointment
from attune.scheduling.queries.seats_to_tell import session_to_tell
from attune.workflows.tell_provider import (
    tell_provider_of_canceled_session,
    tell_provider_of_cancellation,
    tell_provider_of_move,
)
from tests.support.fake_email import FakeEmailGateway
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

MONDAY = datetime(2027, 3, 15, 12, 0, tzinfo=ZoneInfo("America/New_York"))
START = MONDAY + timedelta(days=9)
CANCELED, MOVED = "A session in your calendar is canceled", "A session in your calendar has a new time"


@pytest.fixture
def mailbox(monkeypatch) -> FakeEmailGateway:
    fake = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: fake)
    return fake


@pytest.fixture
def seat(mailbox: FakeEmailGateway) -> Seen:
    """Mira's session on Wednesday at noon, Eastern time, booked nine days before."""
    go_to(MONDAY)
    return booked_by(seeker(), open_practice(cast().a), START)


def told(seat: Seen, mailbox: FakeEmailGateway) -> list[Email]:
    """Deliver what waits, and return what the provider got about their calendar."""
    work(WorkerOptions(until_empty=True))
    mails = mailbox.received_by(seat.where.practice[Role.PROVIDER].email)
    return [mail for mail in mails if mail.subject in {CANCELED, MOVED}]


def test_a_patient_who_cancels_is_told_of_once_by_the_time_alone(seat, mailbox):
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        cancel_seat(seat.actor, seat_id=seat.seat_id)
        tell_provider_of_cancellation(seat.actor, seat.seat_id)

    (mail,) = told(seat, mailbox)
    assert (mail.subject, "Wednesday, March 24, 10:00 AM MDT: canceled" in mail.text) == (CANCELED, True)
    assert "It was canceled by the patient." in mail.text
    hidden = ("Mira", "Okafor", "mira@example.org", str(seat.seat_id), str(seat.appointment_id))
    assert [word for word in hidden if word in mail.subject + mail.text + mail.html] == []


def test_a_patient_who_moves_is_told_of_with_the_new_time(seat, mailbox):
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        reschedule_seat(seat.actor, seat_id=seat.seat_id, starts_at=START + timedelta(days=1))
        tell_provider_of_move(seat.actor, seat.appointment_id)

    (mail,) = told(seat, mailbox)
    assert (mail.subject, "Now Thursday, March 25, 10:00 AM MDT" in mail.text) == (MOVED, True)
    assert "The patient moved it." in mail.text


def test_a_colleague_who_moves_and_cancels_is_told_of_each_time(seat, mailbox):
    scheduler = seat.where.practice[Role.SCHEDULER].actor
    with scope(seat.practice_id):
        move_appointment(scheduler, appointment_id=seat.appointment_id, starts_at=START + timedelta(hours=1))
        cancel_appointment(scheduler, appointment_id=seat.appointment_id, reason="The heating broke")
        tell_provider_of_canceled_session(scheduler, seat.appointment_id)

    moved, canceled = told(seat, mailbox)
    assert ("The practice moved it." in moved.text, "The practice canceled it." in canceled.text) == (True, True)
    assert "heating" not in canceled.text


def test_what_a_provider_does_is_not_told_to_them(seat, mailbox):
    with scope(seat.practice_id):
        move_appointment(seat.where.provider, appointment_id=seat.appointment_id, starts_at=START + timedelta(hours=1))
        cancel_appointment(seat.where.provider, appointment_id=seat.appointment_id, reason="I am ill")

    assert told(seat, mailbox) == []


def test_only_the_system_asks_whom_to_tell_and_another_places_session_is_none(seat):
    with scope(seat.practice_id):
        with pytest.raises(NotPermitted):
            session_to_tell(seat.where.provider, seat.appointment_id)
        with pytest.raises(NoSuchAppointment):
            session_to_tell(system_actor(seat.practice_id), new_id())
