"""Questionnaires by pages: filled in on a phone, helped at once, read and sent by who treats."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.measures.gateways.catalog import instrument
from attune.measures.models import Assessment, SafetyFlag
from attune.patients.models import CareLink
from attune.web.measures.of_patient import measures_block
from attune.worklist.models import Task
from tests.measures.conftest import Care, care_of
from tests.scheduling.booking import EASTERN
from tests.support.world import CastMember, cast, joined, person, sign_in

pytestmark = pytest.mark.usefixtures("committed_database")

PHQ, GAD = instrument("phq-9"), instrument("gad-7")


@pytest.fixture
def care() -> Care:
    found = care_of(cast())
    with found.own():
        CareLink.objects.create(practice_id=found.where.practice.practice_id, since=now())
    return found


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


@pytest.fixture
def patient(care: Care) -> Client:
    return browser_of(care.world.patient)


@pytest.fixture
def provider(care: Care) -> Client:
    return browser_of(care.world.a[Role.PROVIDER])


def answer(client: Client, assessment_id, number: int, value: int | str, **more: str):
    posted = {"number": str(number), "value": str(value)} | more
    return client.post(reverse("check_in_question", args=[assessment_id]), posted)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def kept(care: Care) -> Assessment:
    with care.staff():
        return Assessment.objects.get()


def test_a_questionnaire_is_answered_question_by_question_and_sent_with_the_last(care, patient):
    assessment_id = care.sent("gad-7")
    listed = patient.get(reverse("patient_measures"))
    first = patient.get(reverse("check_in", args=[assessment_id]), follow=True)
    for number in range(1, 8):
        after = answer(patient, assessment_id, number, 2)
    result = patient.get(after["Location"])

    assert "How worried you have been" in text_of(listed)
    assert "Question 1 of 7" in text_of(first)
    assert "14 of 21" in text_of(result)
    assert kept(care).state == "submitted"


def test_the_patient_reads_no_diagnosis(care, patient):
    assessment_id = care.sent("gad-7")
    for number in range(1, 8):
        answer(patient, assessment_id, number, 3)

    pages = [patient.get(reverse("check_in", args=[assessment_id])), patient.get(reverse("patient_measures"))]

    told = " ".join(text_of(page) for page in pages).lower()
    assert [word for word in ("severe", "moderate", "disorder", "anxiety", "depress") if word in told] == []


def test_one_goes_on_where_one_stopped_on_another_device(care, patient):
    assessment_id = care.sent()
    answer(patient, assessment_id, 1, 1)
    answer(patient, assessment_id, 2, 1)

    shown = browser_of(care.world.patient).get(reverse("check_in", args=[assessment_id]), follow=True)

    assert "Question 3 of 9" in text_of(shown)


def test_a_missing_question_is_named_and_leads_back_to_the_end(care, patient):
    assessment_id = care.sent("gad-7")
    for number in (1, 2, 4, 5, 6):
        answer(patient, assessment_id, number, 1)
    after = answer(patient, assessment_id, 7, 1)
    named = patient.get(after["Location"])
    refused = patient.post(after["Location"])
    fixed = answer(patient, assessment_id, 3, 1, fix="1")

    assert "One question is left" in text_of(named)
    assert GAD.items[2].text in text_of(named)
    assert "Send without" not in text_of(named)
    assert (refused.status_code, fixed["Location"]) == (422, reverse("check_in", args=[assessment_id]))


def test_two_questions_may_be_left_out_of_the_phq_9_on_purpose(care, patient):
    assessment_id = care.sent()
    for number in (1, 2, 5, 6, 7, 8):
        answer(patient, assessment_id, number, 1)
    after = answer(patient, assessment_id, 9, 0)

    patient.post(after["Location"], {"leave_out": "yes"})

    assert "Some of the last days" in text_of(patient.get(reverse("check_in", args=[assessment_id])))


@pytest.mark.parametrize("value", ["", "4", "-1", "two", "1e1", "٣", "99999"])
def test_what_cannot_be_answered_is_asked_again_and_nothing_is_kept(care, patient, value):
    assessment_id = care.sent()

    refused = answer(patient, assessment_id, 1, value)

    assert (refused.status_code, "Nothing is chosen yet." in text_of(refused)) == (422, True)
    assert kept(care).state == "sent"


@pytest.mark.parametrize("number", ["0", "10", "x", ""])
def test_a_question_that_is_not_there_leads_to_the_next_one(care, patient, number):
    assessment_id = care.sent()

    after = patient.post(reverse("check_in_question", args=[assessment_id]), {"number": number, "value": "1"})

    assert after["Location"] == reverse("check_in", args=[assessment_id])


def test_sending_twice_is_sending_once(care, patient):
    assessment_id = care.sent("gad-7")
    for number in range(1, 8):
        answer(patient, assessment_id, number, 1)

    again = [answer(patient, assessment_id, 7, 3), patient.post(reverse("check_in_send", args=[assessment_id]))]

    assert [one["Location"] for one in again] == [reverse("check_in", args=[assessment_id])] * 2
    assert "7 of 21" in text_of(patient.get(reverse("check_in", args=[assessment_id])))


def test_somebody_elses_questionnaire_is_not_there(care):
    assessment_id, stranger = care.sent(), browser_of(person("jo@example.org", "Jo Stone"))

    found = [
        stranger.get(reverse("check_in", args=[assessment_id])),
        stranger.get(reverse("check_in_send", args=[assessment_id])),
        answer(stranger, assessment_id, 1, 1),
    ]

    assert [one.status_code for one in found] == [404, 404, 404]
    assert kept(care).state == "sent"


def test_what_is_over_says_until_when_it_could_be_answered(care, patient):
    assessment_id = care.sent()
    with care.staff():
        Assessment.objects.update(sent_at=now() - timedelta(days=9), closes_at=now())

    late = answer(patient, assessment_id, 1, 1)
    shown = patient.get(late["Location"], follow=True)

    assert "could be answered until" in text_of(shown)
    assert kept(care).state == "sent"


def test_help_is_in_the_very_answer_to_the_ninth_question(care, patient):
    assessment_id = care.sent()

    shown = answer(patient, assessment_id, 9, 1)

    told, provider = text_of(shown), care.world.a[Role.PROVIDER].name
    assert shown.status_code == 200
    assert 'href="tel:988"' in shown.content.decode()
    assert f"{provider} at {care.where.practice.name} has been told" in told
    with care.staff():
        assert Task.objects.get().owner_id == care.provider.person_id


def test_help_stays_on_the_result_and_the_result_is_saved(care, patient):
    assessment_id = care.sent()
    for number in range(1, 9):
        answer(patient, assessment_id, number, 0)
    shown = answer(patient, assessment_id, 9, 2)
    result = patient.get(reverse("check_in", args=[assessment_id]))

    assert [response.content.decode().count('href="tel:988"') for response in (shown, result)] == [1, 1]
    assert kept(care).state == "submitted"


def test_no_answer_and_no_instrument_stands_in_any_address(care, patient):
    assessment_id = care.sent()

    after = [answer(patient, assessment_id, number, 3)["Location"] for number in range(1, 9)]

    url = reverse("check_in_question", args=[assessment_id])
    assert after == [f"{url}?number={number}" for number in range(2, 10)]


def test_the_provider_sees_who_to_reach_and_notes_it(care, patient, provider):
    assessment_id = care.sent()
    answer(patient, assessment_id, 9, 1)
    with care.staff():
        flag_id = SafetyFlag.objects.get().id
    home = provider.get(reverse("provider_home"))
    measures = provider.get(reverse("provider_measures", args=[care.chart_id]))
    shown = provider.get(reverse("safety_flag", args=[flag_id]))
    empty = provider.post(reverse("safety_flag", args=[flag_id]), {"outcome": " "})
    noted = provider.post(reverse("safety_flag", args=[flag_id]), {"outcome": "Called; safe."})

    assert reverse("safety_flag", args=[flag_id]) in home.content.decode()
    assert "item 9 was answered “several days”" in text_of(measures)
    assert "Ana Reyes" in text_of(shown)
    assert (empty.status_code, noted.status_code) == (422, 302)
    assert "Called; safe." in text_of(provider.get(reverse("safety_flag", args=[flag_id])))


def test_the_provider_sends_one_by_hand_once(care, provider):
    url, day = reverse("provider_measures", args=[care.chart_id]), (now() + timedelta(days=2)).date().isoformat()

    sent = provider.post(url, {"instrument": "gad-7", "due_on": day})
    again = provider.post(url, {"instrument": "gad-7", "due_on": day})

    assert (sent.status_code, again.status_code) == (302, 422)
    assert "waits for an answer already" in text_of(again)


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"due_on": "2000-01-01", "instrument": "phq-9"}, "Choose a day that is not over."),
        ({"due_on": "soon", "instrument": "phq-9"}, "Write the day as in 2027-03-16."),
        ({"instrument": "phq-9"}, "Choose a day."),
        ({"due_on": "2999-01-01"}, "Choose a questionnaire."),
        ({"due_on": "2999-01-01", "instrument": "bdi-ii"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(care, provider, posted, told):
    refused = provider.post(reverse("provider_measures", args=[care.chart_id]), posted)

    assert (refused.status_code, told in text_of(refused)) == (422, True)


@pytest.mark.parametrize("role", [Role.OWNER, Role.SCHEDULER, Role.BILLER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_of_the_practice_opens_a_patients_measures(care, role):
    client = browser_of(care.world.a[role])

    found = [
        client.get(reverse("provider_measures", args=[care.chart_id])).status_code,
        client.get(reverse("safety_flag", args=[new_id()])).status_code,
    ]

    assert found == [403, 403]


def test_a_colleague_who_does_not_treat_them_finds_no_measures_but_whom_to_reach(care, patient):
    assessment_id = care.sent()
    answer(patient, assessment_id, 9, 1)
    with care.staff():
        flag_id = SafetyFlag.objects.get().id
    member = joined(person("cleo@example.org", "Cleo Marsh"), care.where.practice.practice_id, {Role.PROVIDER})
    colleague = browser_of(member)

    found = [colleague.get(reverse("provider_measures", args=[care.chart_id]))]
    found.append(colleague.get(reverse("safety_flag", args=[flag_id])))

    with care.staff():
        block = measures_block(member.actor, care.chart_id, zone=EASTERN)

    assert block is None
    assert [one.status_code for one in found] == [404, 200]
    assert "Their measures" not in text_of(found[1])


def test_the_chart_says_how_scores_are_and_who_waits_to_be_reached(care, patient, provider):
    assessment_id = care.sent()
    for number in range(1, 10):
        answer(patient, assessment_id, number, 1)

    shown = text_of(provider.get(reverse("provider_chart", args=[care.chart_id])))

    assert "9 of 27, mild." in shown
    assert "item 9 was answered “several days”" in shown


def test_a_longer_trend_takes_no_more_queries(care, provider):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            provider.get(reverse("provider_measures", args=[care.chart_id]))
        return len(caught)

    def hand_in() -> None:
        client, assessment_id = browser_of(care.world.patient), care.sent("gad-7")
        for number in range(1, 8):
            answer(client, assessment_id, number, 1)

    hand_in()
    queries()
    one = queries()
    hand_in()
    hand_in()

    assert queries() == one
