"""Questionnaires as programs see them: a person's own, and a patient's scores for a practice's systems."""

import pytest

from attune.credentialing.models import Provider
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.measures.gateways.catalog import instrument
from attune.measures.models import Assessment, SafetyFlag
from tests.api import cast
from tests.tenancy.own_questionnaires import own_questionnaire
from tests.tenancy.own_seats import own_seat

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

ZEROS = dict.fromkeys(instrument("phq-9").item_codes, 0)


@pytest.fixture
def asked():
    """A questionnaire that waits for Wren at Maple."""
    maple, wren = cast.practice(), cast.patient()
    return maple, wren, own_questionnaire(maple.id, cast.person_of(wren))


def test_a_person_reads_what_waits_for_them_and_hands_it_in(asked):
    maple, wren, row = asked
    program = cast.caller(wren)

    listed = program.get("/own-measures").json()["items"]
    read = program.get(f"/own-measures/{row.id}").json()
    handed_in = program.put(f"/own-measures/{row.id}/answers", {"answers": ZEROS | {"mood": 2}})

    assert [(one["id"], one["practice_id"], one["questions"]) for one in listed] == [(str(row.id), str(maple.id), 9)]
    assert ([one["code"] for one in read["items"]], read["score"]) == (list(ZEROS), None)
    assert (handed_in.status_code, handed_in.json()) == (
        200,
        {"score": 2, "score_max": 27, "is_prorated": False, "help": []},
    )
    assert program.get("/own-measures").json()["items"] == []


def test_the_same_answers_again_are_one_and_others_conflict(asked):
    _, wren, row = asked
    program, place = cast.caller(wren), f"/own-measures/{row.id}/answers"

    told = [program.put(place, {"answers": ZEROS | {"mood": value}}).status_code for value in (2, 2, 3)]

    assert told == [200, 200, 409]


def test_the_ninth_answered_shows_help_and_asks_somebody(asked):
    maple, wren, row = asked

    told = cast.caller(wren).put(f"/own-measures/{row.id}/answers", {"answers": ZEROS | {"harm": 1}}).json()

    assert [one["url"] for one in told["help"]] == ["tel:988", "sms:988", "tel:911"]
    with scope(maple.id):
        assert SafetyFlag.objects.get().assessment_id == row.id


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({code: 0 for code in ZEROS if code != "sleep"}, ["answers.sleep"]),
        (ZEROS | {"mood": 4}, ["answers.mood"]),
        (ZEROS | {"worry": 0}, ["answers.worry"]),
        ({}, [f"answers.{code}" for code in ZEROS]),
    ],
)
def test_what_cannot_be_handed_in_is_named_and_nothing_is_kept(asked, answers, named):
    maple, wren, row = asked

    refused = cast.caller(wren).put(f"/own-measures/{row.id}/answers", {"answers": answers})

    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (422, named)
    with scope(maple.id):
        assert Assessment.objects.get().state == "sent"


def test_what_is_over_conflicts(asked):
    maple, wren, row = asked
    with scope(maple.id):
        Assessment.objects.update(sent_at=row.sent_at.replace(year=2000), closes_at=now())

    assert cast.caller(wren).put(f"/own-measures/{row.id}/answers", {"answers": ZEROS}).status_code == 409


def test_somebody_elses_is_answered_as_one_that_is_not_there(asked):
    maple, _, row = asked
    stranger = cast.patient()
    own_questionnaire(maple.id, cast.person_of(stranger))
    program = cast.caller(stranger)

    foreign, unknown = (
        (
            program.get(f"/own-measures/{one}").status_code,
            program.put(f"/own-measures/{one}/answers", {"answers": ZEROS}).status_code,
        )
        for one in (row.id, cast.some_id())
    )

    assert foreign == unknown == (404, 404)


def test_a_practices_system_reads_scores_with_the_token_of_who_treats_alone(asked):
    maple, wren, row = asked
    cast.caller(wren).put(f"/own-measures/{row.id}/answers", {"answers": ZEROS | {"mood": 2}})
    doctor, colleague = cast.member(maple, Role.PROVIDER), cast.member(maple, Role.PROVIDER)
    seat_id = own_seat(maple.id, cast.person_of(wren))
    with scope(maple.id):
        Provider.objects.filter(appointment__seat=seat_id).update(person_id=doctor.person_id)
    place = f"/charts/{row.chart_id}/measures"

    read = cast.caller(doctor).get(place).json()["items"]
    others = [colleague, cast.member(maple, Role.OWNER), cast.member(maple, Role.BILLER)]

    assert [(one["instrument"], [score["score"] for score in one["scores"]]) for one in read] == [("phq-9", [2])]
    assert [cast.caller(one).get(place).status_code for one in others] == [404, 403, 403]
    assert cast.caller(doctor).get(f"/charts/{cast.some_id()}/measures").status_code == 404
