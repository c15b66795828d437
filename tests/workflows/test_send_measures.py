"""Questionnaires go out before sessions, and follow what becomes of them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.measures.actions.answer_item import answer_item
from attune.measures.actions.keep_rhythm import expire_over, send_before
from attune.measures.models import Assessment
from attune.patients.models import Chart
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.cancel_seat import cancel_seat
from attune.scheduling.actions.move_appointment import move_appointment
from attune.workflows.jobs import make_round_of_measures
from attune.workflows.own_measures import own_due
from attune.workflows.send_measures import send_measures
from tests.support.fake_email import FakeEmailGateway
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

EASTERN = ZoneInfo("America/New_York")
MONDAY = datetime(2027, 3, 15, 12, 0, tzinfo=EASTERN)
START = MONDAY + timedelta(days=9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECT = "Before your appointment"


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


def send(seat: Seen) -> int:
    with scope(seat.practice_id):
        return send_measures(system_actor(seat.practice_id))


def kept(seat: Seen) -> list[tuple[str, str]]:
    with scope(seat.practice_id):
        return list(Assessment.objects.order_by("due_at", "instrument").values_list("instrument", "state"))


def mails(mailbox: FakeEmailGateway) -> list[str]:
    work(WorkerOptions(until_empty=True))
    return [mail.text for mail in mailbox.taken if mail.subject == SUBJECT]


def book_again(seat: Seen, starts_at: datetime) -> Seen:
    from attune.workflows.book_session import Wish, book_session, hold_session

    wish = Wish(seat.where.offering_id, starts_at, "video")
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        got = book_session(seat.actor, wish, hold_id=hold_session(seat.actor, wish).held.hold_id)
    return Seen(seat.where, seat.actor, got.seat_id, got.appointment_id, got.starts_at)


def test_a_baseline_goes_out_two_days_before_the_first_session_once(seat, mailbox):
    go_to(START - 49 * HOUR)
    early = send(seat)
    go_to(START - 47 * HOUR)

    assert (early, send(seat), send(seat)) == (0, 2, 0)
    assert kept(seat) == [("gad-7", "sent"), ("phq-9", "sent")]
    assert len(mails(mailbox)) == 1


def test_the_mail_says_nothing_of_what_is_asked(seat, mailbox):
    go_to(START - 47 * HOUR)
    send(seat)

    told = " ".join(mails(mailbox)).lower()

    assert "about 2 minutes" in told
    assert [word for word in ("phq", "gad", "mood", "worr", "depress", "anxi", "health") if word in told] == []


def test_nobody_is_written_to_at_night_but_the_questions_are_there(seat, mailbox):
    go_to(START - 38 * HOUR)  # ten in the evening before

    assert (send(seat), mails(mailbox)) == (2, [])

    go_to(START - 24 * HOUR)
    send(seat)

    assert len(mails(mailbox)) == 1


def test_the_round_sends_in_every_practice(seat, mailbox):
    go_to(START - 24 * HOUR)

    make_round_of_measures(Tick(now(), new_id()))

    assert len(mails(mailbox)) == 1


def test_whoever_books_late_is_asked_at_once_and_until_the_session_is_over(seat):
    go_to(START - HOUR)
    send(seat)

    (first, _) = own_due(seat.actor)

    assert (first.asked.due_at, first.asked.closes_at) == (START, START + timedelta(minutes=50))
    go_to(START + timedelta(minutes=50))
    assert own_due(seat.actor) == []


def test_the_next_ones_go_out_every_second_week(seat):
    weeks = [seat, *(book_again(seat, START + week * 7 * DAY) for week in (1, 2, 3))]
    sent = []
    for one in weeks:
        go_to(one.starts_at - 47 * HOUR)
        sent.append(send(seat))

    assert sent == [2, 0, 2, 0]


def test_a_canceled_sessions_questions_are_taken_back_and_their_mail_too(seat, mailbox):
    go_to(START - 47 * HOUR)
    send(seat)
    with scope(seat.practice_id):
        cancel_appointment(seat.where.provider, appointment_id=seat.appointment_id, reason="I am ill")

    assert kept(seat) == [("gad-7", "withdrawn"), ("phq-9", "withdrawn")]
    assert (own_due(seat.actor), mails(mailbox)) == ([], [])


def test_a_seat_canceled_by_its_holder_takes_its_questions_with_it(seat):
    go_to(START - 47 * HOUR)
    send(seat)
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        cancel_seat(seat.actor, seat_id=seat.seat_id, reason="")

    assert kept(seat) == [("gad-7", "withdrawn"), ("phq-9", "withdrawn")]


def test_what_was_taken_back_is_sent_anew_before_the_next_first_session(seat):
    go_to(START - 47 * HOUR)
    send(seat)
    with scope(seat.practice_id):
        cancel_appointment(seat.where.provider, appointment_id=seat.appointment_id, reason="I am ill")
    again = book_again(seat, START + 7 * DAY)
    go_to(again.starts_at - 47 * HOUR)

    assert send(seat) == 2


def test_a_moved_sessions_questions_are_due_at_its_new_time_with_what_was_answered(seat):
    go_to(START - 47 * HOUR)
    send(seat)
    (first, _) = own_due(seat.actor)
    with scope(seat.practice_id, person_id=seat.actor.person_id, plane=Plane.SELF):
        item = first.asked.instrument.item_codes[0]
        answer_item(seat.actor, assessment_id=first.asked.assessment_id, item=item, value=1)
    with scope(seat.practice_id):
        move_appointment(seat.where.provider, appointment_id=seat.appointment_id, starts_at=START + DAY)

    found = own_due(seat.actor)

    assert {(one.asked.due_at, one.asked.closes_at) for one in found} == {
        (START + DAY, START + DAY + timedelta(minutes=50))
    }
    assert sorted(len(one.asked.answers) for one in found) == [0, 1]
    assert send(seat) == 0


def test_a_child_too_young_for_the_questions_is_not_asked(seat, mailbox):
    with scope(seat.practice_id):
        chart = Chart.objects.get()
        chart.birth_date = (START - 11 * 365 * DAY).date()
        chart.save()
    go_to(START - 24 * HOUR)

    assert (send(seat), mails(mailbox)) == (0, [])


def test_the_rhythm_is_the_systems_alone(seat):
    with scope(seat.practice_id):
        for refused in (lambda: send_before(seat.where.provider, ()), lambda: expire_over(seat.where.provider)):
            with pytest.raises(NotPermitted):
                refused()
        owner = seat.where.practice[Role.OWNER].actor
        with pytest.raises(NotPermitted):
            send_measures(owner)
