"""Who says that they are not safe: somebody is asked to look after them, without a word about whom."""

from datetime import timedelta

import pytest

from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.patients.actions.answer_safety import answer_safety
from attune.patients.actions.end_follow_up import end_follow_up
from attune.patients.actions.open_chart import open_chart
from attune.patients.errors import AnswerMissing, NoSuchFollowUp
from attune.patients.models import FollowUp, SafetyAnswer
from attune.patients.queries.answers import newest_safety
from attune.patients.queries.intake import call_wanted
from attune.patients.rules.policy import FollowUpBy, OnboardingPolicy
from attune.patients.rules.safety import Safety
from attune.worklist.models import Task
from tests.patients.people import agree_to_all, own_scope, tell_all
from tests.support.people import a_practice, patient

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


def who_looks_out():
    """Return the holder and the role that the edition names."""
    if policy(OnboardingPolicy).follow_up_by is FollowUpBy.PLATFORM:
        return PLATFORM_ID, Role.SUPPORT
    return a_practice().id, Role.ADMINISTRATOR


def open_tasks(holder_id):
    plane = Plane.BUSINESS if holder_id == PLATFORM_ID else Plane.CARE
    with scope(holder_id, plane=plane):
        return list(Task.objects.filter(state="open", kind__startswith="patients.").order_by("opened_at"))


def say(person_id, answer):
    with own_scope(person_id) as actor:
        return answer_safety(actor, answer)


@pytest.mark.parametrize("answer", [Safety.THOUGHTS, Safety.NOW])
def test_somebody_is_asked_to_look_out_and_their_task_names_nobody(answer):
    holder, role = who_looks_out()
    person = new_id()

    answer_id = say(person, answer)

    (task,) = open_tasks(holder)
    hours = timedelta(hours=policy(OnboardingPolicy).follow_up_hours)
    assert (task.kind, task.subject_id, task.owner_role) == ("patients.look_out_for_somebody", answer_id, role)
    assert abs(task.due_at - task.opened_at - hours) < timedelta(minutes=1)
    assert person not in {task.subject_id, task.owner_id}


@pytest.mark.parametrize("answer", [Safety.SAFE, Safety.UNSAID])
def test_nobody_is_asked_where_there_is_no_need(answer):
    holder, _ = who_looks_out()

    say(new_id(), answer)

    assert open_tasks(holder) == []


def test_the_same_answer_again_is_one_answer_and_another_one_is_kept_beside_it():
    person = new_id()

    first, again, other = (say(person, one) for one in (Safety.NOW, Safety.NOW, Safety.SAFE))

    assert first == again != other
    with own_scope(person):
        assert (newest_safety(), SafetyAnswer.objects.count()) == (Safety.SAFE, 2)


def called_for(role=Role.PROVIDER):
    """Return a practice that has to call somebody, and a colleague of a role there."""
    mira, practice = patient(), a_practice()
    tell_all(mira.id, safety=Safety.THOUGHTS)
    agree_to_all(mira.id)
    with own_scope(mira.id, practice.id) as actor:
        open_chart(actor, person_id=mira.id)
    return practice, Actor(new_id(), practice.id, frozenset({role}))


def test_the_practice_takes_over_when_they_book_and_the_other_task_ends():
    practice, clinician = called_for()
    holder, _ = who_looks_out()

    with scope(practice.id):
        call = FollowUp.objects.get()
        wanted = call_wanted(clinician, call.id)

    tasks = [(task.kind, task.subject_id, task.owner_role) for task in open_tasks(practice.id)]
    assert tasks == [("patients.call_somebody", call.id, Role.PROVIDER)]
    assert [task for task in open_tasks(holder) if task.kind == "patients.look_out_for_somebody"] == []
    assert (wanted.name, wanted.answer, wanted.email) == ("Mira Okafor", Safety.THOUGHTS, "mira@example.org")


def test_a_second_booking_asks_for_no_second_call():
    mira, practice = patient(), a_practice()
    tell_all(mira.id, safety=Safety.NOW)
    agree_to_all(mira.id)
    for _ in range(2):
        with own_scope(mira.id, practice.id) as actor:
            open_chart(actor, person_id=mira.id)

    with scope(practice.id):
        assert FollowUp.objects.count() == 1


def test_whoever_called_says_how_it_went_and_the_task_is_done():
    practice, clinician = called_for()

    with scope(practice.id):
        call = FollowUp.objects.get()
        end_follow_up(clinician, follow_up_id=call.id, outcome=" Reached her. She is with her sister. ")
        end_follow_up(clinician, follow_up_id=call.id, outcome="A second word.")
        told = call_wanted(clinician, call.id)

    assert told.outcome == "Reached her. She is with her sister."
    assert open_tasks(practice.id) == []


@pytest.mark.parametrize("role", [Role.OWNER, Role.SCHEDULER, Role.PATIENT, Role.SUPPORT])
def test_who_is_no_clinician_neither_reads_nor_ends_it(role):
    practice, stranger = called_for(role)

    with scope(practice.id):
        call = FollowUp.objects.get().id
        with pytest.raises(NotPermitted):
            call_wanted(stranger, call)
        with pytest.raises(NotPermitted):
            end_follow_up(stranger, follow_up_id=call, outcome="Fine.")


def test_without_a_word_or_for_nobody_it_does_not_end():
    practice, clinician = called_for()

    with scope(practice.id):
        call = FollowUp.objects.get().id
        with pytest.raises(AnswerMissing):
            end_follow_up(clinician, follow_up_id=call, outcome=" ")
        with pytest.raises(NoSuchFollowUp):
            end_follow_up(clinician, follow_up_id=new_id(), outcome="Fine.")
        with pytest.raises(NoSuchFollowUp):
            call_wanted(clinician, new_id())
