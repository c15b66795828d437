"""Sending a questionnaire by hand."""

from datetime import timedelta

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.clock import now
from attune.kernel.identifiers import new_id
from attune.measures.actions.assign import assign
from attune.measures.errors import AlreadySent, DoesNotFitAge, DueInThePast, NoSuchInstrument
from attune.measures.models import Assessment
from attune.measures.queries.of_chart import assignable, sent_of
from attune.patients.errors import NoSuchChart
from attune.patients.models import Chart
from attune.scheduling.booking_errors import NoSuchAppointment
from tests.measures.conftest import Care

DAY = timedelta(days=1)


def test_a_questionnaire_is_open_from_when_it_is_sent_for_some_days_after_it_is_due(care: Care):
    assessment_id = care.sent()

    with care.staff():
        row = Assessment.objects.get()
        events = AuditEvent.objects.filter(action="measures.assessment.sent").values_list("object_id", "patient_id")
        assert (row.id, row.instrument, row.instrument_version, row.state) == (assessment_id, "phq-9", "1", "sent")
        assert (row.closes_at - row.due_at, row.assigned_by) == (timedelta(days=7), care.provider.person_id)
        assert list(events) == [(str(assessment_id), care.chart_id)]


def test_one_before_a_session_is_open_until_the_session_is_over(care: Care):
    with care.staff() as provider:
        assign(
            provider,
            chart_id=care.chart_id,
            instrument="gad-7",
            due_at=care.starts_at,
            appointment_id=care.appointment_id,
        )

        assert Assessment.objects.get().closes_at == care.starts_at + timedelta(minutes=50)


def test_the_same_is_not_sent_twice_while_it_waits(care: Care):
    waiting = care.sent()

    with pytest.raises(AlreadySent) as refused:
        care.sent()
    care.sent("gad-7")

    assert refused.value.assessment_id == waiting


def test_what_was_not_answered_in_time_makes_room_for_the_next(care: Care):
    care.sent()
    with care.staff():
        Assessment.objects.update(sent_at=now() - 3 * DAY, closes_at=now() - DAY)

    care.sent()

    with care.staff() as provider:
        assert [one.state for one in sent_of(provider, care.chart_id)] == ["sent", "expired"]


def test_nothing_is_sent_to_somebody_it_is_not_meant_for(care: Care):
    with care.staff() as provider:
        young = Chart.objects.get(id=care.chart_id)
        young.birth_date = (now() - 11 * 365 * DAY).date()
        young.save()

        assert assignable(provider, young.birth_date) == ()
        with pytest.raises(DoesNotFitAge) as refused:
            assign(provider, chart_id=care.chart_id, instrument="phq-9", due_at=now() + DAY)

        assert (refused.value.age_from, Assessment.objects.count()) == (12, 0)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"instrument": "bdi-ii"}, NoSuchInstrument),
        ({"chart_id": new_id()}, NoSuchChart),
        ({"appointment_id": new_id()}, NoSuchAppointment),
        ({"due_at": None}, DueInThePast),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_sent(care: Care, changed, refusal):
    asked = {"chart_id": care.chart_id, "instrument": "phq-9", "due_at": now() + DAY} | changed
    asked["due_at"] = asked["due_at"] or now() - DAY

    with care.staff() as provider:
        with pytest.raises(refusal):
            assign(provider, **asked)

        assert Assessment.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR, Role.SCHEDULER, Role.BILLER, Role.AUDITOR])
def test_who_does_not_care_for_patients_sends_nothing(care: Care, role):
    with care.staff(), pytest.raises(NotPermitted):
        assign(care.world.a[role].actor, chart_id=care.chart_id, instrument="phq-9", due_at=now() + DAY)
    with care.own() as patient, pytest.raises(NotPermitted):
        assign(patient, chart_id=care.chart_id, instrument="phq-9", due_at=now() + DAY)
