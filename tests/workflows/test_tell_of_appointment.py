"""What whoever holds a seat is mailed about it."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.notifications.gateways import Email
from attune.notifications.models import Message
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.move_appointment import reschedule_seat
from attune.scheduling.actions.release_hold import release_hold
from attune.scheduling.booking_errors import NoSuchSeat
from attune.scheduling.queries.seats_to_tell import appointment_of_seat, hold_to_tell, seat_to_tell
from attune.workflows.book_session import Wish, hold_session
from attune.workflows.tell_of_appointment import (
    tell_of_booking,
    tell_of_canceled_session,
    tell_of_cancellation,
    tell_of_move,
)
from tests.support.fake_email import FakeEmailGateway
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

EASTERN = ZoneInfo("America/New_York")
MONDAY = datetime(2027, 3, 15, 12, 0, tzinfo=EASTERN)
START = MONDAY + timedelta(days=9)


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


def sent(mailbox: FakeEmailGateway, subject: str) -> list[Email]:
    """Deliver what waits, and return the mails of a subject."""
    work(WorkerOptions(until_empty=True))
    return [mail for mail in mailbox.received_by("mira@example.org") if mail.subject == subject]


def again(follower, seat: Seen, reference: UUID) -> None:
    """Let a fact be followed once more, as after a retry."""
    with scope(seat.practice_id):
        follower(system_actor(seat.practice_id), reference)


def event_in(mail: Email) -> Event:
    assert mail.attachment is not None
    (event,) = Calendar.from_ical(mail.attachment.content).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def move(seat: Seen, *, to: datetime) -> None:
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        reschedule_seat(seat.actor, seat_id=seat.seat_id, starts_at=to)


def test_a_booking_is_confirmed_once_with_a_file_for_the_calendar(seat, mailbox):
    again(tell_of_booking, seat, seat.seat_id)

    (mail,) = sent(mailbox, "Your appointment is confirmed")
    assert "Wednesday, March 24, 10:00 AM MDT, with Maria Testerson" in mail.text
    assert "You can move or cancel for free until Tuesday, March 23, 10:00 AM MDT." in mail.text
    event = event_in(mail)
    assert mail.attachment is not None
    assert (mail.attachment.method, event.start, str(event["SUMMARY"])) == ("REQUEST", START, "Appointment")


def test_a_booking_after_the_deadline_is_not_promised_a_free_cancellation(mailbox):
    go_to(START - timedelta(hours=23))
    booked_by(seeker(), open_practice(cast().a), START)

    (mail,) = sent(mailbox, "Your appointment is confirmed")
    told = "Canceling was free until Tuesday, March 23, 10:00 AM MDT. Now it costs the fee you saw when you booked."
    assert (told in mail.text, "You can move or cancel" in mail.text) == (True, False)


def test_neither_subject_nor_file_nor_link_says_who_or_with_whom(seat, mailbox):
    (mail,) = sent(mailbox, "Your appointment is confirmed")

    assert mail.attachment is not None
    shown = mail.subject + mail.attachment.content.replace("\r\n ", "").replace("mailto:mira@example.org", "")
    named = ("Maria", "Testerson", "Mira", "Okafor", "Practice", "video")
    assert [word for word in named if word in shown] == []
    assert [one for one in (seat.actor.person_id, seat.seat_id) if str(one) in mail.text + mail.html] == []


def test_a_move_is_told_once_under_the_same_name_with_a_higher_number(seat, mailbox):
    move(seat, to=START + timedelta(days=1))
    again(tell_of_move, seat, seat.appointment_id)

    (first,) = sent(mailbox, "Your appointment is confirmed")
    (second,) = sent(mailbox, "Your appointment has a new time")
    before, after = event_in(first), event_in(second)
    assert "Now Thursday, March 25, 10:00 AM MDT" in second.text
    assert (before["UID"] == after["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (True, 0, 1)
    assert after.start == START + timedelta(days=1)


@pytest.mark.parametrize("by_practice", [True, False])
def test_a_cancellation_by_either_side_is_told_once_and_takes_the_entry_out(seat, mailbox, by_practice):
    with scope(seat.practice_id, person_id=seat.actor.person_id):
        if by_practice:
            cancel_appointment(seat.where.provider, appointment_id=seat.appointment_id, reason="I am ill")
        else:
            cancel_seat(seat.actor, seat_id=seat.seat_id)
    again(tell_of_cancellation, seat, seat.seat_id)
    again(tell_of_canceled_session, seat, seat.appointment_id)

    (mail,) = sent(mailbox, "Your appointment is canceled")
    event = event_in(mail)
    assert mail.attachment is not None
    assert (mail.attachment.method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "I am ill" not in mail.text
    assert "You owe nothing for" in mail.text


def test_whoever_cancels_late_is_told_that_a_fee_is_due_and_not_how_much(seat, mailbox):
    go_to(START - timedelta(hours=23))
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        cancel_seat(seat.actor, seat_id=seat.seat_id)

    (mail,) = sent(mailbox, "Your appointment is canceled")
    assert ("A fee is due, as you saw before you canceled." in mail.text, "$" in mail.text) == (True, False)


def test_a_hold_that_nobody_booked_is_told_to_nobody(seat, mailbox):
    uma = seeker("uma@example.org", "Uma Lind")
    actor = Actor(uma.person_id, seat.practice_id, frozenset({Role.PATIENT}))
    with scope(seat.practice_id, person_id=uma.person_id, plane=Plane.SELF):
        held = hold_session(actor, Wish(seat.where.offering_id, START + timedelta(hours=2), "video")).held
        release_hold(actor, hold_id=held.hold_id)
    work(WorkerOptions(until_empty=True))

    assert mailbox.received_by("uma@example.org") == []


def test_a_seat_of_another_practice_is_not_there_and_nobody_reads_news_by_hand(seat):
    elsewhere = new_id()
    owner = Actor(new_id(), seat.practice_id, frozenset({Role.OWNER}))

    for read in (seat_to_tell, hold_to_tell, appointment_of_seat):
        with scope(seat.practice_id):
            assert read(system_actor(seat.practice_id), seat.seat_id)
        with scope(elsewhere), pytest.raises(NoSuchSeat):
            read(system_actor(elsewhere), seat.seat_id)
        with scope(seat.practice_id), pytest.raises(NotPermitted):
            read(owner, seat.seat_id)


def test_the_delivery_log_keeps_neither_the_time_nor_the_provider(seat, mailbox):
    sent(mailbox, "")

    with scope(seat.practice_id):
        # A task that escalates at the turn of an hour is told of as well.
        of_sessions = Message.objects.filter(kind__startswith="scheduling.")
        kept = of_sessions.filter(facts__isnull=False) | of_sessions.filter(attachment__isnull=False)
        told = list(of_sessions.values_list("kind", "attachment_name", "state"))
        assert (told, kept.exists()) == ([("scheduling.appointment_confirmed", "appointment.ics", "sent")], False)
