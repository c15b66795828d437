"""An answer that asks for a call: who is asked, by when, who is asked next, and what came of it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attune.audit.models import AuditEvent
from attune.credentialing.models import Provider
from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.identity.models import Grant
from attune.kernel.identifiers import new_id
from attune.measures.actions.acknowledge import acknowledge
from attune.measures.actions.answer_item import answer_item
from attune.measures.actions.submit import submit
from attune.measures.errors import NoSuchFlag, OutcomeMissing
from attune.measures.gateways.catalog import instrument
from attune.measures.models import SafetyFlag
from attune.measures.queries.flags import flag, flag_to_tell, flags_of
from attune.notifications.models import Message
from attune.scheduling.models import TimeOff
from attune.worklist.actions.escalate import escalate_due_tasks
from attune.worklist.models import Task
from tests.measures.conftest import Care

ONES = dict.fromkeys(instrument("phq-9").item_codes, 1)


def raise_one(care: Care, value: int = 1):
    assessment_id = care.sent()
    with care.own() as patient:
        return answer_item(patient, assessment_id=assessment_id, item="harm", value=value)


def test_the_ninth_answered_not_at_all_asks_nobody(care: Care):
    assert raise_one(care, 0) is None
    with care.staff():
        assert (SafetyFlag.objects.count(), Task.objects.count()) == (0, 0)


def test_any_other_answer_asks_who_treats_them_at_once_and_says_so(care: Care):
    raised = raise_one(care)

    with care.staff():
        task = Task.objects.get()
        assert (raised.name, raised.due_at) == (care.world.a[Role.PROVIDER].name, task.due_at)
        assert (task.kind, task.subject_id, task.owner_id) == (
            "measures.reach_somebody",
            raised.flag_id,
            care.provider.person_id,
        )
        assert (task.due_at - task.opened_at, task.escalates_at) == (timedelta(hours=2), task.due_at)


def test_the_same_answer_again_or_handing_in_asks_nobody_twice(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        first = answer_item(patient, assessment_id=assessment_id, item="harm", value=1)
        again = answer_item(patient, assessment_id=assessment_id, item="harm", value=3)
        handed_in = submit(patient, assessment_id=assessment_id, answers=ONES)

    with care.staff():
        assert first == again == handed_in.flag
        assert (SafetyFlag.objects.count(), Task.objects.count()) == (1, 1)


def test_an_answer_taken_back_does_not_take_the_call_back(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        answer_item(patient, assessment_id=assessment_id, item="harm", value=2)
        answer_item(patient, assessment_id=assessment_id, item="harm", value=0)

    with care.staff() as provider:
        assert [one.said for one in flags_of(provider, care.chart_id)] == ["More than half the days"]


def test_reading_three_flags_takes_as_many_queries_as_reading_one(care: Care):
    found = []
    for _ in range(3):
        assessment_id = care.sent()
        with care.own() as patient:
            submit(patient, assessment_id=assessment_id, answers=ONES)
        with care.staff() as provider, CaptureQueriesContext(connection) as asked:
            found.append((len(flags_of(provider, care.chart_id, is_open=True)), len(asked)))

    assert [count for count, _ in found] == [1, 2, 3]
    assert len({queries for _, queries in found}) == 1


def test_handing_everything_in_at_once_asks_too(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        handed_in = submit(patient, assessment_id=assessment_id, answers=ONES)

    assert handed_in.flag is not None


def test_a_task_that_is_not_done_in_time_goes_to_the_supervisors(care: Care):
    raise_one(care)
    with care.staff():
        Task.objects.update(escalates_at=now())
        escalate_due_tasks(system_actor(care.provider.practice_id))

        assert Task.objects.values_list("owner_id", "owner_role").get() == (care.provider.person_id, "supervisor")


def test_the_timer_does_not_wait_for_the_hourly_round_and_carries_the_practice_alone(care: Care):
    raise_one(care)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args, scheduled_at - now() > interval '1 hour 59 minutes' FROM procrastinate_jobs "
            "WHERE task_name = 'worklist.look_over'"
        )
        ((told, is_in_two_hours),) = cursor.fetchall()

    assert is_in_two_hours
    assert {name: one for name, one in json.loads(told).items() if name != "request_id" and one} == {
        "practice_id": str(care.provider.practice_id)
    }


def test_where_nobody_supervises_the_other_providers_are_asked_next(care: Care):
    Grant.objects.filter(role=Role.SUPERVISOR).update(ends_at=now())
    raise_one(care)

    with care.staff():
        assert Task.objects.get().escalates_to == "provider"


@pytest.mark.parametrize("why", ["away", "left"])
def test_whoever_covers_is_asked_when_who_treats_them_is_away_or_gone(care: Care, why):
    with care.staff():
        if why == "away":
            today = now().date()
            TimeOff.objects.create(
                provider_id=care.where.provider_id,
                starts_on=today - timedelta(days=1),
                ends_on=today + timedelta(days=2),
            )
        else:
            Provider.objects.update(state=Provider.State.LEFT)

    raised = raise_one(care)

    with care.staff():
        told = flag_to_tell(system_actor(care.provider.practice_id), raised.flag_id)
        assert (raised.name, told.named_id, told.named_role) == ("", None, Role.SUPERVISOR)
        assert Task.objects.values_list("owner_id", "owner_role").get() == (None, "supervisor")


def test_the_mail_goes_to_who_is_asked_and_names_nobody(care: Care):
    raise_one(care)

    with care.staff():
        mail = Message.objects.get(kind="measures.reach_somebody")
        assert (mail.recipient_id, sorted(json.loads(mail.facts.reveal()))) == (
            care.provider.person_id,
            ["due_at", "link"],
        )


def test_noting_how_it_went_ends_the_task_and_goes_on_record(care: Care):
    raised = raise_one(care)

    with care.staff() as provider:
        acknowledge(provider, flag_id=raised.flag_id, outcome=" Called at nine; safe, plan confirmed. ")
        acknowledge(provider, flag_id=raised.flag_id, outcome="Something else")
        found = flag(provider, raised.flag_id)

        assert (found.outcome, found.acknowledged_by) == (
            "Called at nine; safe, plan confirmed.",
            care.world.a[Role.PROVIDER].name,
        )
        assert Task.objects.get().state == "done"
        assert AuditEvent.objects.filter(action="measures.flag.acknowledged").count() == 1


def test_a_word_is_needed_and_a_flag_that_is_there(care: Care):
    raised = raise_one(care)

    with care.staff() as provider:
        with pytest.raises(OutcomeMissing):
            acknowledge(provider, flag_id=raised.flag_id, outcome="  ")
        with pytest.raises(NoSuchFlag):
            acknowledge(provider, flag_id=new_id(), outcome="Called.")
        with pytest.raises(NoSuchFlag):
            flag(provider, new_id())

        assert Task.objects.get().state == "open"


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER, Role.BILLER, Role.AUDITOR])
def test_who_does_not_care_for_patients_neither_reads_nor_notes(care: Care, role):
    raised = raise_one(care)
    actor = care.world.a[role].actor

    with care.staff():
        for refused in (
            lambda: flag(actor, raised.flag_id),
            lambda: flags_of(actor, care.chart_id),
            lambda: acknowledge(actor, flag_id=raised.flag_id, outcome="Called."),
            lambda: flag_to_tell(actor, raised.flag_id),
        ):
            with pytest.raises(NotPermitted):
                refused()
    with care.own() as patient, pytest.raises(NotPermitted):
        acknowledge(patient, flag_id=raised.flag_id, outcome="I am fine.")
