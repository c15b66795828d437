"""Reading scores: who may, what it says, who is moving the wrong way, what goes on record."""

from datetime import timedelta

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.measures.actions.submit import submit
from attune.measures.gateways.catalog import instrument
from attune.measures.models import Assessment
from attune.measures.queries.of_chart import moving_wrong, sent_of
from attune.measures.queries.own import own_trends
from attune.measures.queries.trend import trend, trends
from attune.measures.rules.change import Direction
from attune.measures.rules.not_on_track import Reason
from attune.patients.errors import NoSuchChart
from tests.measures.conftest import Care

PHQ = instrument("phq-9")


def answered(care: Care, total: int, *, weeks_ago: int, harm: int = 0) -> None:
    """Let the patient have handed in a PHQ-9 of a total that nine items can have."""
    answers = dict.fromkeys(PHQ.item_codes, 0) | {"harm": harm}
    left = total - harm
    for code in PHQ.item_codes[:-1]:
        answers[code] = min(3, left)
        left -= answers[code]
    assessment_id = care.sent()
    with care.own() as patient:
        submit(patient, assessment_id=assessment_id, answers=answers)
        moment = now() - timedelta(weeks=weeks_ago)
        Assessment.objects.filter(id=assessment_id).update(submitted_at=moment, due_at=moment)


def missed(care: Care, *, weeks_ago: int) -> None:
    assessment_id = care.sent()
    with care.staff():
        moment = now() - timedelta(weeks=weeks_ago)
        Assessment.objects.filter(id=assessment_id).update(
            sent_at=moment - timedelta(days=2), due_at=moment, closes_at=moment + timedelta(hours=1)
        )


def test_a_trend_has_its_points_in_time_its_bands_and_the_change(care: Care):
    answered(care, 18, weeks_ago=4)
    answered(care, 8, weeks_ago=1)

    with care.staff() as provider:
        found = trend(provider, care.chart_id, "phq-9")
        reads = AuditEvent.objects.filter(action="measures.score.read").values_list("patient_id", flat=True)

        assert [(one.score, one.band) for one in found.points] == [(18, "moderately_severe"), (8, "mild")]
        assert [(band.low, band.high) for band in found.bands] == [(0, 4), (5, 9), (10, 14), (15, 19), (20, 27)]
        assert found.change is not None
        assert (found.change.direction, found.change.is_response, found.reasons) == (Direction.BETTER, True, ())
        assert list(reads) == [care.chart_id]


def test_a_patient_reads_their_own_trend_and_nobody_elses(care: Care):
    answered(care, 18, weeks_ago=1)
    stranger = care.where.patient()

    with care.own() as patient:
        assert [one.score for one in trend(patient, care.chart_id, "phq-9").points] == [18]
        assert [(child, one.name) for child, one in own_trends(patient)] == [("", "PHQ-9")]
    with care.own(stranger) as actor:
        with pytest.raises(NoSuchChart):
            trend(actor, care.chart_id, "phq-9")
        assert own_trends(actor) == ()


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER, Role.BILLER, Role.AUDITOR])
def test_who_does_not_care_for_patients_reads_no_score(care: Care, role):
    answered(care, 18, weeks_ago=1)
    actor = care.world.a[role].actor

    with care.staff():
        for refused in (
            lambda: trend(actor, care.chart_id, "phq-9"),
            lambda: trends(actor, care.chart_id),
            lambda: sent_of(actor, care.chart_id),
            lambda: moving_wrong(actor),
        ):
            with pytest.raises(NotPermitted):
                refused()


def test_a_chart_that_is_not_there_has_no_trend(care: Care):
    with care.staff() as provider, pytest.raises(NoSuchChart):
        trend(provider, new_id(), "phq-9")


def test_who_gets_worse_is_on_the_list_of_who_treats_them_alone(care: Care):
    answered(care, 10, weeks_ago=4)
    answered(care, 17, weeks_ago=1, harm=1)

    with care.staff() as provider:
        found = moving_wrong(provider)
        supervised = moving_wrong(care.world.a[Role.SUPERVISOR].actor)

        assert [(one.patient_name, one.name, one.first, one.last) for one in found] == [("Ana Reyes", "PHQ-9", 10, 17)]
        assert (found[0].reasons, found[0].is_unsafe) == ((Reason.HARM_ROSE, Reason.WORSE), True)
        assert supervised == ()


def test_who_treats_somebody_else_does_not_see_them_on_the_list(care: Care):
    answered(care, 10, weeks_ago=4)
    answered(care, 17, weeks_ago=1)
    other = care.world.a[Role.OWNER].actor
    colleague = type(other)(other.person_id, other.practice_id, frozenset({Role.PROVIDER}))

    with care.staff():
        assert moving_wrong(colleague) == ()


def test_who_is_on_track_is_on_no_list(care: Care):
    answered(care, 18, weeks_ago=4)
    answered(care, 8, weeks_ago=1)

    with care.staff() as provider:
        assert moving_wrong(provider) == ()


def test_two_that_were_not_answered_are_a_reason_and_one_that_waits_is_not(care: Care):
    missed(care, weeks_ago=4)
    missed(care, weeks_ago=2)
    care.sent()

    with care.staff() as provider:
        assert [one.reasons for one in moving_wrong(provider)] == [(Reason.MISSED,)]
