"""Tasks about people, which open and end by themselves."""

from datetime import timedelta

import pytest

from attune.foundation.authorization import Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.background.worker import WorkerOptions, work
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import scope
from attune.identity.models import Grant, Invitation, Membership, User
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import Practice
from attune.worklist.actions.look_over_people import look_over_people
from attune.worklist.jobs import make_round
from attune.worklist.models import Task

pytestmark = pytest.mark.usefixtures("committed_database")

DAY = timedelta(days=1)


@pytest.fixture
def practice() -> Practice:
    return Practice.objects.create(name="Lindqvist Therapy", slug="lindqvist", zone="America/Denver")


@pytest.fixture
def owner_of_it(practice) -> Membership:
    user = User.objects.create(email="dana@example.org", name="Dana")
    return Membership.objects.create(practice=practice, user=user, started_at=now())


def open_tasks(practice) -> list[tuple[str, str]]:
    with scope(practice.id):
        return list(Task.objects.filter(state="open").order_by("kind").values_list("kind", "owner_role"))


def look_over(practice) -> None:
    with scope(practice.id):
        look_over_people(system_actor(practice.id))


def invite(practice, membership) -> Invitation:
    return Invitation.objects.create(
        practice=practice,
        email="jo@example.org",
        name="Jo",
        roles=["provider"],
        token_hash="0" * 64,
        invited_by=membership.user,
        sent_at=now(),
        expires_at=now() + 14 * DAY,
    )


def test_an_invitation_becomes_a_task_after_a_week_and_ends_when_it_is_answered(practice, owner_of_it):
    invitation = invite(practice, owner_of_it)
    look_over(practice)
    fresh = open_tasks(practice)
    move_clock(7 * DAY)
    look_over(practice)
    look_over(practice)
    after_a_week = open_tasks(practice)
    Invitation.objects.filter(id=invitation.id).update(withdrawn_at=now())
    look_over(practice)

    assert (fresh, after_a_week, open_tasks(practice)) == (
        [],
        [("identity.chase_invitation", "administrator")],
        [],
    )


def test_a_role_that_ends_soon_becomes_a_task_and_ends_when_it_is_extended(practice, owner_of_it):
    grant = Grant.objects.create(membership=owner_of_it, role=Role.PROVIDER, starts_at=now(), ends_at=now() + 20 * DAY)
    look_over(practice)
    early = open_tasks(practice)
    move_clock(7 * DAY)
    look_over(practice)
    near = open_tasks(practice)
    Grant.objects.create(membership=owner_of_it, role=Role.PROVIDER, starts_at=grant.ends_at)  # type: ignore[misc]
    look_over(practice)

    assert (early, near, open_tasks(practice)) == ([], [("identity.extend_role", "administrator")], [])


def test_on_the_platform_an_overdue_task_stays_with_the_role_that_has_it():
    platform = Practice.objects.get(id=PLATFORM_ID)
    user = User.objects.create(email="ola@example.org", name="Ola")
    invite(platform, Membership.objects.create(practice=platform, user=user, started_at=now()))

    for days in (7, 22, 23):
        move_clock(days * DAY)
        make_round(Tick(now(), new_id()))
        work(WorkerOptions(until_empty=True))

    assert open_tasks(platform) == [("identity.chase_invitation", "compliance")]


def test_the_round_looks_over_every_holder_each_in_its_scope(practice, owner_of_it):
    invite(practice, owner_of_it)
    move_clock(7 * DAY)

    make_round(Tick(now(), new_id()))
    make_round(Tick(now(), new_id()))
    work(WorkerOptions(until_empty=True))

    assert open_tasks(practice) == [("identity.chase_invitation", "administrator")]
    with scope(PLATFORM_ID):
        assert Task.objects.count() == 0
