"""Becoming a patient: what is handed over, to whom, and what is refused."""

from datetime import date

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.actions.answer import answer, place_told
from attune.patients.actions.keep_dependent import name_child
from attune.patients.actions.open_chart import open_chart
from attune.patients.errors import (
    AnswerMissing,
    AnswersIncomplete,
    BirthDatesDiffer,
    ConsentMissing,
    NoSuchChart,
    NoSuchDependent,
    NotAGuardian,
)
from attune.patients.models import CareLink, Chart, ChartConsent
from attune.patients.queries.care_links import practices_of
from attune.patients.queries.charts import chart, charts, own_charts
from attune.patients.queries.consents import wanted_texts
from attune.patients.queries.intake import intake
from attune.patients.rules.answers import CareFor, Relation
from attune.patients.rules.given import Who
from tests.patients.people import BORN, CHILD_BORN, agree_to_all, own_scope, seeker, tell_all
from tests.support.people import a_practice, patient

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


def opened_chart(person_id, practice_id, dependent_id=None):
    with own_scope(person_id, practice_id) as actor:
        return open_chart(actor, person_id=person_id, dependent_id=dependent_id)


def test_a_chart_is_opened_with_what_was_told_and_what_was_agreed_to():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)

    chart_id = opened_chart(mira.id, practice.id)

    with own_scope(mira.id, practice.id) as actor:
        facts = chart(actor, chart_id)
        kinds = set(ChartConsent.objects.values_list("kind", flat=True))
    assert (facts.name, facts.birth_date, facts.state, facts.zone) == ("Mira Okafor", BORN, "CO", "America/Denver")
    assert (facts.relation, facts.person_id, facts.dependent_id) == (Relation.SELF, mira.id, None)
    assert facts.email == "mira@example.org"
    assert kinds == {text.kind for text in wanted_texts(state="CO", is_guardians=False)}
    with own_scope(mira.id):
        assert [link.practice_id for link in practices_of(mira.id)] == [practice.id]


def test_opening_it_again_gives_the_same_chart_and_copies_nothing_twice():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)

    first, second = opened_chart(mira.id, practice.id), opened_chart(mira.id, practice.id)

    with scope(practice.id):
        counts = Chart.objects.count(), ChartConsent.objects.count()
        opened = AuditEvent.objects.filter(action="patients.chart.opened").count()
    with own_scope(mira.id):
        links = CareLink.objects.count()
    assert first == second
    assert (counts, opened, links) == ((1, len(wanted_texts(state="CO", is_guardians=False))), 1, 1)


def test_a_guardian_and_two_children_have_a_chart_each():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)
    own = opened_chart(mira.id, practice.id)
    ada = tell_all(mira.id, is_for_child=True)
    agree_to_all(mira.id, dependent_id=ada)
    adas = opened_chart(mira.id, practice.id, ada)
    with own_scope(mira.id) as actor:
        answer(actor, Who(CareFor.CHILD, date(2017, 1, 2)))
        bo = name_child(actor, name="Bo", is_guardian=True)
    agree_to_all(mira.id, dependent_id=bo)
    bos = opened_chart(mira.id, practice.id, bo)

    with own_scope(mira.id, practice.id) as actor:
        told = [(one.chart_id, one.name, one.birth_date, one.relation) for one in own_charts(actor)]
    assert told == [
        (own, "Mira Okafor", BORN, Relation.SELF),
        (adas, "Ada", CHILD_BORN, Relation.GUARDIAN),
        (bos, "Bo", date(2017, 1, 2), Relation.GUARDIAN),
    ]


def test_without_every_consent_there_is_no_chart():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)

    with pytest.raises(ConsentMissing) as refused:
        opened_chart(mira.id, practice.id)

    assert refused.value.kinds == tuple(text.kind for text in wanted_texts(state="CO", is_guardians=False))
    with scope(practice.id):
        assert Chart.objects.count() == 0


def test_a_move_to_a_state_with_a_text_of_its_own_asks_for_that_text():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)
    with own_scope(mira.id) as actor:
        answer(actor, place_told(zip_code="94103"))

    with pytest.raises(ConsentMissing) as refused:
        opened_chart(mira.id, practice.id)

    assert refused.value.kinds == ("telehealth",)


def test_without_answers_there_is_no_chart():
    mira, practice = patient(), a_practice()

    with pytest.raises(AnswersIncomplete):
        opened_chart(mira.id, practice.id)


def test_nobody_opens_a_chart_for_a_child_they_do_not_sign_for():
    mira, other, practice = patient(), patient("other@example.org"), a_practice()
    adas = tell_all(other.id, is_for_child=True)
    tell_all(mira.id, is_for_child=True)

    for theirs in (adas, None, new_id()):
        with pytest.raises((NoSuchDependent, NotAGuardian)):
            opened_chart(mira.id, practice.id, theirs)


def test_only_a_patient_opens_a_chart():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)

    with scope(practice.id, person_id=mira.id), pytest.raises(NotPermitted):
        open_chart(Actor(mira.id, practice.id, frozenset({Role.PROVIDER})), person_id=mira.id)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPPORT])
def test_who_has_no_need_sees_no_patients(role):
    practice = a_practice()

    with scope(practice.id), pytest.raises(NotPermitted):
        chart(Actor(new_id(), practice.id, frozenset({role})), new_id())


def test_a_patient_sees_nobody_elses_chart_at_the_same_practice():
    mira, other, practice = patient(), patient("other@example.org"), a_practice()
    for one in (mira, other):
        tell_all(one.id)
        agree_to_all(one.id)
    theirs = opened_chart(other.id, practice.id)

    with own_scope(mira.id, practice.id) as actor:
        with pytest.raises(NoSuchChart):
            chart(actor, theirs)
        assert (charts(actor, [theirs]), own_charts(actor)) == ({}, ())


def test_colleagues_see_who_it_is_clinicians_what_was_told_and_each_look_is_on_record():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)
    chart_id = opened_chart(mira.id, practice.id)
    desk = Actor(new_id(), practice.id, frozenset({Role.SCHEDULER}))
    clinician = Actor(new_id(), practice.id, frozenset({Role.PROVIDER}))

    with scope(practice.id):
        seen = charts(desk, [chart_id, new_id()])
        told = intake(clinician, chart_id)
        with pytest.raises(NotPermitted):
            intake(desk, chart_id)
        with pytest.raises(NoSuchChart):
            intake(clinician, new_id())
        looks = AuditEvent.objects.filter(patient_id=chart_id).values_list("actor_id", "action")
        trail = set(looks)

    assert [one.name for one in seen.values()] == ["Mira Okafor"]
    assert (told.concerns, told.own_words) == (("anxiety", "sleep"), "I lie awake.")
    assert ("gender", "woman", "nice") in told.preferences
    assert {(desk.person_id, "patients.chart.seen"), (clinician.person_id, "patients.intake.read")} <= trail


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"name": " ", "is_guardian": True}, AnswerMissing),
        ({"name": "Ada", "is_guardian": False}, NotAGuardian),
    ],
)
def test_a_child_needs_a_name_and_a_guardian(told, refusal):
    mira = patient()
    tell_all(mira.id, is_for_child=True)

    with own_scope(mira.id) as actor, pytest.raises(refusal):
        name_child(actor, **told)


def test_who_answers_for_themselves_names_no_child():
    mira = patient()
    tell_all(mira.id)

    with own_scope(mira.id) as actor, pytest.raises(BirthDatesDiffer):
        name_child(actor, name="Ada", is_guardian=True)


def test_nothing_of_it_is_read_in_the_business_plane():
    mira, practice = patient(), a_practice()
    tell_all(mira.id)
    agree_to_all(mira.id)
    opened_chart(mira.id, practice.id)

    with pytest.raises(Exception, match="business plane"), scope(practice.id, plane=Plane.BUSINESS):
        chart(seeker(mira.id, practice.id), new_id())
