"""Reminders are decided when they are written, from what is so then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import now
from attune.foundation.messages import Category
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.notifications.actions.set_preference import set_preference
from attune.notifications.models import Message
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.move_appointment import move_appointment
from attune.scheduling.actions.set_reminder_ladder import set_reminder_ladder
from attune.scheduling.queries.reminder_ladder import reminder_ladder
from attune.scheduling.reminder_errors import LadderOutOfBounds
from attune.scheduling.rules.reminders import ReminderPolicy
from attune.workflows.jobs import make_round_of_reminders
from attune.workflows.remind_of_appointments import remind_of_appointments
from tests.support.fake_email import FakeEmailGateway
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

EASTERN = ZoneInfo("America/New_York")
MONDAY = datetime(2027, 3, 15, 12, 0, tzinfo=EASTERN)
START = MONDAY + timedelta(days=9)
HOUR = timedelta(hours=1)
REMINDER = "Your appointment is coming up"


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


def cancel(seat: Seen) -> None:
    with scope(seat.practice_id):
        cancel_appointment(seat.where.provider, appointment_id=seat.appointment_id, reason="I am ill")


def move(seat: Seen, *, to: datetime) -> None:
    with scope(seat.practice_id):
        move_appointment(seat.where.provider, appointment_id=seat.appointment_id, starts_at=to)


def remind(seat: Seen) -> int:
    with scope(seat.practice_id):
        return remind_of_appointments(system_actor(seat.practice_id))


def reminders(mailbox: FakeEmailGateway) -> int:
    work(WorkerOptions(until_empty=True))
    return [mail.subject for mail in mailbox.taken].count(REMINDER)


def test_each_step_of_the_ladder_reminds_once_however_often_the_job_runs(seat, mailbox):
    told = []
    for before in (80, 72, 71, 25, 24, 23, 3, 2, 1):
        go_to(START - before * HOUR)
        remind(seat)
        told.append(reminders(mailbox))

    assert told == [0, 1, 1, 1, 2, 2, 2, 3, 3]


def test_the_round_reminds_in_every_practice(seat, mailbox):
    go_to(START - 24 * HOUR)

    make_round_of_reminders(Tick(now(), new_id()))

    assert reminders(mailbox) == 1


def test_a_canceled_session_is_not_reminded_of(seat, mailbox):
    cancel(seat)
    go_to(START - 24 * HOUR)

    assert (remind(seat), reminders(mailbox)) == (0, 0)


def test_a_reminder_that_waits_is_taken_back_when_the_session_is_canceled(seat, mailbox):
    go_to(START - 24 * HOUR)
    remind(seat)
    cancel(seat)

    assert reminders(mailbox) == 0
    assert "Your appointment is canceled" in {mail.subject for mail in mailbox.taken}


def test_a_moved_session_is_reminded_of_at_its_new_time_alone(seat, mailbox):
    go_to(START - 24 * HOUR)
    remind(seat)
    later = START + timedelta(days=5)
    move(seat, to=later)
    told = [reminders(mailbox)]
    for before in (100, 24):
        go_to(later - before * HOUR)
        remind(seat)
        told.append(reminders(mailbox))

    assert told == [0, 0, 1]


def test_whoever_was_just_told_of_a_move_is_not_reminded_of_it_at_once(seat, mailbox):
    go_to(START - 30 * HOUR)
    move(seat, to=START + timedelta(hours=1))

    assert (remind(seat), reminders(mailbox)) == (0, 0)


def test_a_reminder_that_cannot_be_delivered_in_time_is_not_delivered(seat, mailbox):
    go_to(START - 2 * HOUR)
    remind(seat)
    go_to(START)

    assert reminders(mailbox) == 0
    with scope(seat.practice_id):
        found = Message.objects.filter(kind="scheduling.appointment_reminder").values_list("state", flat=True)
        assert list(found) == ["too_late"]


def test_whoever_wants_no_reminders_gets_none(seat, mailbox):
    with scope(person_id=seat.actor.person_id, plane=Plane.SELF):
        set_preference(Actor(seat.actor.person_id, None), category=Category.REMINDERS, is_wanted=False)
    go_to(START - 24 * HOUR)
    remind(seat)

    assert reminders(mailbox) == 0


def test_one_practice_reminds_nobody_of_anothers_session(seat):
    go_to(START - 24 * HOUR)
    elsewhere = new_id()

    with scope(elsewhere):
        found = remind_of_appointments(system_actor(elsewhere))

    assert (found, remind(seat)) == (0, 1)


def test_nobody_reminds_by_hand(seat):
    with scope(seat.practice_id), pytest.raises(NotPermitted):
        remind_of_appointments(Actor(new_id(), seat.practice_id, frozenset({Role.OWNER})))


def owner_of(seat: Seen) -> Actor:
    return Actor(new_id(), seat.practice_id, frozenset({Role.OWNER}))


def test_a_practice_sets_its_own_reminders_where_the_edition_lets_it(seat, mailbox):
    is_uniform = policy(ReminderPolicy).is_uniform
    with scope(seat.practice_id):
        if is_uniform:
            with pytest.raises(LadderOutOfBounds, match="is_uniform"):
                set_reminder_ladder(owner_of(seat), hours=[24])
        else:
            set_reminder_ladder(owner_of(seat), hours=[24, 48])
        found = reminder_ladder()

    assert found == ((72, 24, 2) if is_uniform else (48, 24))


def test_reminders_that_break_a_bound_are_refused_and_the_old_ones_stay(seat):
    with scope(seat.practice_id):
        before = reminder_ladder()
        with pytest.raises(LadderOutOfBounds):
            set_reminder_ladder(owner_of(seat), hours=[400])
        with pytest.raises(NotPermitted):
            set_reminder_ladder(Actor(new_id(), seat.practice_id, frozenset({Role.PROVIDER})), hours=[24])

        assert reminder_ladder() == before
