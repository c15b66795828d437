"""Tasks on real transactions."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.worklist.actions.assign_task import assign_task
from attune.worklist.actions.end_task import complete_task, dismiss_task, settle_task
from attune.worklist.actions.escalate import escalate_due_tasks
from attune.worklist.actions.open_task import open_task
from attune.worklist.actions.second_factor import ask_for_second_factor, second_factor_is_there
from attune.worklist.errors import EndsByItself, NoOwner, NoSuchTask
from attune.worklist.models import Task
from attune.worklist.queries.own import tasks_for
from attune.worklist.rules import kinds as catalogue
from attune.worklist.rules.kinds import TaskKind, Urgency, UrgencyRule, every_task_kind

pytestmark = pytest.mark.usefixtures("committed_database", "sample_kinds")

A, B = new_id(), new_id()
SYSTEM = system_actor(A)
OWNER = Actor(new_id(), A, frozenset({Role.OWNER}))
PROVIDER = Actor(new_id(), A, frozenset({Role.PROVIDER}))
BILLER = Actor(new_id(), A, frozenset({Role.BILLER}))
PATIENT = Actor(new_id(), None, frozenset({Role.PATIENT}))

SIGN = TaskKind(
    "sample.sign",
    "Sign a note",
    "It is due.",
    "Sign",
    "one",
    url_takes_subject=True,
    escalates_to="owner",
    escalates_after=timedelta(days=1),
)
CALL = TaskKind("sample.call", "Call back", "They asked.", "Call", "all", url_name_for_operators="operators")
SHOW = TaskKind("sample.show", "See to it", "By itself.", "See", "all", ends_by_itself=True)


def page(request: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("all", page, name="all"),
    path("operators", page, name="operators"),
    path("one/<uuid:id>", page, name="one"),
    path("security", page, name="mfa_index"),
]


@pytest.fixture
def sample_kinds(monkeypatch, settings) -> None:
    settings.ROOT_URLCONF = __name__
    for kind in (SIGN, CALL, SHOW):
        monkeypatch.setitem(catalogue._register, kind.name, kind)


def later_than_now(**amount: float) -> datetime:
    return datetime.now(UTC) + timedelta(**amount)


def opened(kind: TaskKind = CALL, *, practice=A, actor: Actor = SYSTEM, due_in: float = 5, subject=None, **owner):
    owner = owner or {"owner_id": PROVIDER.person_id}
    with scope(practice):
        return open_task(actor, kind=kind, subject_id=subject or new_id(), due_at=later_than_now(days=due_in), **owner)


def seen_by(actor: Actor, practice=A) -> list[str]:
    with scope(practice, person_id=actor.person_id, plane=actor.plane):
        return [task.kind for task in tasks_for(actor)]


def trail() -> list[str]:
    with scope(A), connection.cursor() as cursor:
        cursor.execute("SELECT action FROM audit_auditevent ORDER BY id")
        return [action for (action,) in cursor.fetchall()]


def test_a_task_is_its_owners_and_nobody_elses():
    opened(CALL, owner_id=PROVIDER.person_id)

    assert (seen_by(PROVIDER), seen_by(OWNER)) == (["sample.call"], [])


def test_a_task_of_a_role_is_everyones_who_holds_it():
    opened(CALL, owner_role=Role.BILLER)

    assert (seen_by(BILLER), seen_by(PROVIDER)) == (["sample.call"], [])


def test_another_practice_has_other_tasks():
    opened(CALL, owner_role=Role.BILLER)

    assert seen_by(Actor(BILLER.person_id, B, BILLER.roles), B) == []


def test_a_task_is_open_once_however_often_it_is_opened():
    subject = new_id()
    first = opened(subject=subject)
    second = opened(subject=subject)

    assert (first == second, trail()) == (True, ["worklist.task.opened"])


def test_of_two_who_open_a_task_at_once_one_does():
    subject, ids = new_id(), []

    def try_it() -> None:
        ids.append(opened(subject=subject))
        connection.close()

    threads = [Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(ids), len(set(ids))) == (2, 1)


def test_the_database_too_refuses_a_second_open_task():
    subject = new_id()
    opened(subject=subject)

    with scope(A), pytest.raises(IntegrityError, match="one_open_task"), transaction.atomic():
        Task.objects.create(
            kind=CALL.name, subject_id=subject, owner_id=new_id(), due_at=later_than_now(), opened_at=later_than_now()
        )


def test_a_task_that_ended_can_be_opened_again():
    subject = new_id()
    first = opened(subject=subject)
    with scope(A):
        complete_task(PROVIDER, task_id=first)

    assert opened(subject=subject) != first


@pytest.mark.parametrize("owner", [{"owner_id": new_id(), "owner_role": Role.OWNER}, {"owner_id": None}])
def test_a_task_belongs_to_a_person_or_a_role(owner):
    with pytest.raises(NoOwner):
        opened(**owner)


def test_a_patient_opens_no_tasks_for_others():
    with pytest.raises(NotPermitted):
        opened(actor=PATIENT)


def test_a_task_is_ticked_off_once_and_it_is_on_record():
    task = opened()

    with scope(A):
        complete_task(PROVIDER, task_id=task)
        complete_task(PROVIDER, task_id=task)

    with scope(A):
        row = Task.objects.get()
    assert (row.state, row.ended_by, seen_by(PROVIDER)) == ("done", PROVIDER.person_id, [])
    assert trail() == ["worklist.task.opened", "worklist.task.done"]


def test_somebody_elses_task_is_not_there():
    task = opened()

    with pytest.raises(NoSuchTask), scope(A):
        complete_task(BILLER, task_id=task)
    with pytest.raises(NoSuchTask), scope(B):
        complete_task(Actor(PROVIDER.person_id, B, PROVIDER.roles), task_id=task)

    assert seen_by(PROVIDER) == ["sample.call"]


def test_what_ends_by_itself_is_not_ticked_off():
    task = opened(SHOW)

    with pytest.raises(EndsByItself), scope(A):
        complete_task(PROVIDER, task_id=task)

    assert seen_by(PROVIDER) == ["sample.show"]


def test_a_task_ends_with_its_cause():
    subject = new_id()
    opened(SHOW, subject=subject)

    with scope(A):
        settled = [settle_task(SYSTEM, kind=SHOW, subject_id=subject) for _ in range(2)]

    assert (settled, seen_by(PROVIDER)) == ([True, False], [])


def test_the_owner_dismisses_a_task_with_a_reason_on_record():
    task = opened()

    with scope(A):
        dismiss_task(OWNER, task_id=task, reason="They wrote instead.")

    assert (seen_by(PROVIDER), trail()[-1]) == ([], "worklist.task.dismissed")


def test_who_may_not_assign_neither_assigns_nor_dismisses():
    task = opened()

    with pytest.raises(NotPermitted), scope(A):
        dismiss_task(PROVIDER, task_id=task, reason="x")
    with pytest.raises(NotPermitted), scope(A):
        assign_task(PROVIDER, task_id=task, owner_id=BILLER.person_id)


def test_a_task_is_given_to_somebody_else():
    task = opened()

    with scope(A):
        assign_task(OWNER, task_id=task, owner_role=Role.BILLER)

    assert (seen_by(BILLER), seen_by(PROVIDER), trail()[-1]) == (["sample.call"], [], "worklist.task.assigned")


def test_an_ended_task_is_given_to_nobody():
    task = opened()
    with scope(A):
        complete_task(PROVIDER, task_id=task)

    with pytest.raises(NoSuchTask), scope(A):
        assign_task(OWNER, task_id=task, owner_id=BILLER.person_id)


def test_an_overdue_task_is_shown_to_the_next_role_once_and_stays_its_owners():
    opened(SIGN, due_in=-2)
    opened(SIGN, due_in=-0.5)

    with scope(A):
        first = escalate_due_tasks(SYSTEM)
    with scope(A):
        second = escalate_due_tasks(SYSTEM)

    assert (first, second) == (1, 0)
    assert (seen_by(OWNER), seen_by(PROVIDER)) == (["sample.sign"], ["sample.sign"] * 2)
    assert trail().count("worklist.task.escalated") == 1


def test_the_worst_comes_first_in_one_query():
    opened(CALL, due_in=20, owner_id=PROVIDER.person_id)
    opened(CALL, due_in=2, owner_id=PROVIDER.person_id)
    opened(SIGN, due_in=-1, owner_id=PROVIDER.person_id)
    opened(CALL, due_in=0.5, owner_id=PROVIDER.person_id)

    with scope(A), CaptureQueriesContext(connection) as queries:
        tasks = tasks_for(PROVIDER)

    assert [task.urgency for task in tasks] == [Urgency.NOW, Urgency.URGENT, Urgency.SOON, Urgency.CALM]
    assert len(queries) == 1


def test_a_task_leads_to_its_page():
    subject = new_id()
    opened(SIGN, subject=subject)

    with scope(A):
        (task,) = tasks_for(PROVIDER)

    assert (task.url, task.title, task.action_label) == (f"/one/{subject}", "Sign a note", "Sign")


def test_operators_have_tasks_on_the_platform_and_pages_of_their_own():
    operator = Actor(new_id(), PLATFORM_ID, frozenset({Role.COMPLIANCE}))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        open_task(operator, kind=CALL, subject_id=new_id(), due_at=later_than_now(), owner_role=Role.COMPLIANCE)

    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        assert [task.url for task in tasks_for(operator)] == ["/operators"]


def test_a_persons_own_task_is_in_their_own_scope():
    with scope(person_id=PATIENT.person_id, plane=Plane.SELF):
        first = ask_for_second_factor(PATIENT.person_id)  # type: ignore[arg-type]
        again = ask_for_second_factor(PATIENT.person_id)  # type: ignore[arg-type]
        shown = [task.kind for task in tasks_for(PATIENT)]
        ended = second_factor_is_there(PATIENT.person_id)  # type: ignore[arg-type]
        left = tasks_for(PATIENT)

    assert (first == again, shown, ended, left) == (True, ["identity.set_up_second_factor"], True, [])


def test_every_kind_escalates_to_a_role_there_is():
    roles = {role.value for role in Role} | {""}

    assert [kind.name for kind in every_task_kind().values() if kind.escalates_to not in roles] == []


@pytest.mark.parametrize(
    ("hours_left", "urgency"),
    [
        (-1, Urgency.NOW),
        (0, Urgency.NOW),
        (24, Urgency.URGENT),
        (25, Urgency.SOON),
        (72, Urgency.SOON),
        (73, Urgency.CALM),
    ],
)
def test_a_task_gets_nearer(hours_left, urgency):
    now = datetime(2027, 3, 8, 9, tzinfo=UTC)

    assert UrgencyRule().at(now, due_at=now + timedelta(hours=hours_left)) is urgency
