"""Filling in: kept as given, scored once, refused when it is too late or somebody else's."""

from datetime import timedelta

import pytest
from django.db import connection

from attune.foundation.authorization import NotPermitted
from attune.foundation.clock import now
from attune.measures.actions.answer_item import answer_item
from attune.measures.actions.submit import submit
from attune.measures.errors import AnswerOutOfRange, ItemsMissing, NoSuchAssessment, NoSuchItem, NotOpen
from attune.measures.gateways.catalog import instrument
from attune.measures.models import Assessment
from attune.measures.queries.own import due_of_person, own_assessment
from attune.measures.rules.scoring import Result
from tests.measures.conftest import Care

PHQ = instrument("phq-9")
ONES = dict.fromkeys(PHQ.item_codes, 1) | {"harm": 0}


def test_answers_are_kept_as_they_are_given_and_one_goes_on_where_one_stopped(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        answer_item(patient, assessment_id=assessment_id, item="interest", value=2)
        answer_item(patient, assessment_id=assessment_id, item="mood", value=3)
        answer_item(patient, assessment_id=assessment_id, item="interest", value=1)

    with care.own() as patient:
        found = due_of_person(patient)

    assert [(one.state, one.answers, one.seconds_left) for one in found] == [
        ("started", {"interest": 1, "mood": 3}, 49)
    ]


def test_what_is_handed_in_is_scored_and_waits_no_longer(care: Care):
    assessment_id = care.sent()

    with care.own() as patient:
        result = submit(patient, assessment_id=assessment_id, answers=ONES).result
        row = Assessment.objects.get()

        assert result == Result(8, "mild", 9, is_prorated=False, harm=0)
        assert (row.state, row.respondent_id, due_of_person(patient)) == ("submitted", patient.person_id, ())
        assert own_assessment(patient, assessment_id).result == result


def test_handing_in_twice_is_handing_in_once_and_other_answers_are_refused(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        first = submit(patient, assessment_id=assessment_id, answers=ONES)
        submitted_at = Assessment.objects.get().submitted_at

        assert submit(patient, assessment_id=assessment_id, answers=ONES) == first
        assert submit(patient, assessment_id=assessment_id) == first
        with pytest.raises(NotOpen):
            submit(patient, assessment_id=assessment_id, answers=ONES | {"mood": 3})
        with pytest.raises(NotOpen):
            answer_item(patient, assessment_id=assessment_id, item="mood", value=3)

        assert Assessment.objects.get().submitted_at == submitted_at


def test_a_missing_item_is_named_and_what_was_answered_stays(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        answer_item(patient, assessment_id=assessment_id, item="mood", value=3)

        with pytest.raises(ItemsMissing) as refused:
            submit(patient, assessment_id=assessment_id)

        assert refused.value.items == tuple(code for code in PHQ.item_codes if code != "mood")
        assert own_assessment(patient, assessment_id).answers == {"mood": 3}


def test_two_missing_items_may_be_left_out_on_purpose(care: Care):
    assessment_id = care.sent()
    answers = {code: value for code, value in ONES.items() if code not in ("sleep", "energy")}
    with care.own() as patient:
        with pytest.raises(ItemsMissing):
            submit(patient, assessment_id=assessment_id, answers=answers)

        result = submit(patient, assessment_id=assessment_id, answers=answers, may_be_incomplete=True).result

    assert (result.score, result.answered, result.is_prorated) == (8, 7, True)


@pytest.mark.parametrize(
    ("item", "value", "refusal"),
    [("mood", 4, AnswerOutOfRange), ("mood", -1, AnswerOutOfRange), ("worry", 1, NoSuchItem)],
)
def test_what_cannot_be_answered_is_refused_and_nothing_is_kept(care: Care, item, value, refusal):
    assessment_id = care.sent()
    with care.own() as patient:
        with pytest.raises(refusal):
            answer_item(patient, assessment_id=assessment_id, item=item, value=value)
        with pytest.raises(refusal):
            submit(patient, assessment_id=assessment_id, answers=ONES | {item: value})

        found = own_assessment(patient, assessment_id)
        assert (found.state, found.answers) == ("sent", {})


def test_nobody_answers_for_somebody_else(care: Care):
    assessment_id, stranger = care.sent(), care.where.patient()
    with care.own(stranger) as actor:
        with pytest.raises(NoSuchAssessment):
            answer_item(actor, assessment_id=assessment_id, item="mood", value=1)
        with pytest.raises(NoSuchAssessment):
            submit(actor, assessment_id=assessment_id, answers=ONES)
        with pytest.raises(NoSuchAssessment):
            own_assessment(actor, assessment_id)
        assert due_of_person(actor) == ()
    with care.staff() as provider, pytest.raises(NotPermitted):
        submit(provider, assessment_id=assessment_id, answers=ONES)
    with care.staff() as provider, pytest.raises(NotPermitted):
        due_of_person(provider)


def test_what_is_over_can_be_answered_no_more(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        Assessment.objects.update(sent_at=now() - timedelta(days=9), closes_at=now())

        with pytest.raises(NotOpen) as refused:
            answer_item(patient, assessment_id=assessment_id, item="mood", value=1)
        with pytest.raises(NotOpen):
            submit(patient, assessment_id=assessment_id, answers=ONES)

        assert (refused.value.state, own_assessment(patient, assessment_id).state) == ("expired", "expired")
        assert due_of_person(patient) == ()


def test_answers_and_scores_stand_encrypted_in_the_database(care: Care):
    assessment_id = care.sent()
    with care.own() as patient:
        submit(patient, assessment_id=assessment_id, answers=ONES)
        with connection.cursor() as cursor:
            cursor.execute("SELECT answers, result FROM measures_assessment")
            answers, result = cursor.fetchone()

        assert b"mood" not in bytes(answers)
        assert b"score" not in bytes(result)
