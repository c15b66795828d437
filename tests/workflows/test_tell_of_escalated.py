"""An overdue task reaches the next role's mailbox."""

from datetime import timedelta

import pytest

from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import move_clock, now
from attune.foundation.messages import Category
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import Grant, Invitation, Membership, User
from attune.kernel.identifiers import new_id
from attune.measures.task_kinds import REACH_SOMEBODY
from attune.notifications.actions.set_preference import set_preference
from attune.notifications.errors import CategoryRequired
from attune.practices.models import Practice
from attune.workflows.tell_of_escalated import tell_of_escalated
from attune.worklist.actions.open_task import open_task
from attune.worklist.jobs import make_round
from tests.support.fake_email import FakeEmailGateway

pytestmark = pytest.mark.usefixtures("committed_database")

DAY = timedelta(days=1)


@pytest.fixture
def mailbox(monkeypatch) -> FakeEmailGateway:
    fake = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: fake)
    return fake


@pytest.fixture
def owner_of_it() -> Membership:
    """An owner whose invitation of a colleague has waited too long."""
    practice = Practice.objects.create(name="Lindqvist Therapy", slug="lindqvist", zone="America/Denver")
    user = User.objects.create(email="dana@example.org", name="Dana")
    membership = Membership.objects.create(practice=practice, user=user, started_at=now())
    Grant.objects.create(membership=membership, role=Role.OWNER, starts_at=now())
    Invitation.objects.create(
        practice=practice,
        email="jo@example.org",
        name="Jo",
        roles=["provider"],
        token_hash="0" * 64,
        invited_by=user,
        sent_at=now(),
        expires_at=now() + 14 * DAY,
    )
    return membership


def wait_and_make_rounds() -> None:
    for days in (8, 22, 23):
        move_clock(days * DAY)
        make_round(Tick(now(), new_id()))
        work(WorkerOptions(until_empty=True))


def test_the_owner_is_mailed_once_for_a_task_nobody_did(owner_of_it, mailbox):
    wait_and_make_rounds()
    with scope(owner_of_it.practice_id):
        again = tell_of_escalated(system_actor(owner_of_it.practice_id))
    work(WorkerOptions(until_empty=True))

    assert [(mail.to, mail.subject) for mail in mailbox.offered] == [
        ("dana@example.org", "A task waits for you in Lindqvist Therapy")
    ]
    assert again == 1


def test_a_task_about_safety_is_mailed_whatever_was_switched_off(owner_of_it, mailbox):
    person_id, practice_id = owner_of_it.user_id, owner_of_it.practice_id
    with scope(person_id=person_id, plane=Plane.SELF):
        set_preference(Actor(person_id, None), category=Category.TASKS, is_wanted=False)
        with pytest.raises(CategoryRequired):
            set_preference(Actor(person_id, None), category=Category.CARE, is_wanted=False)
    with scope(practice_id):
        open_task(
            system_actor(practice_id),
            kind=REACH_SOMEBODY,
            subject_id=new_id(),
            due_at=now() - timedelta(hours=1),
            owner_role=Role.PROVIDER,
            escalates_to=Role.OWNER,
        )

    make_round(Tick(now(), new_id()))
    work(WorkerOptions(until_empty=True))

    assert [(mail.to, mail.subject) for mail in mailbox.offered] == [
        ("dana@example.org", "A task waits for you in Lindqvist Therapy")
    ]
    assert "switch" not in mailbox.offered[0].text


def test_who_switched_such_messages_off_is_not_mailed(owner_of_it, mailbox):
    person_id = owner_of_it.user_id
    with scope(person_id=person_id, plane=Plane.SELF):
        set_preference(Actor(person_id, None), category=Category.TASKS, is_wanted=False)

    wait_and_make_rounds()

    assert mailbox.offered == []
