"""From answers to recommendations, kept behind the walls of whoever asked."""

from dataclasses import replace

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.matching.actions.end_waiting import end_waiting
from attune.matching.actions.override_assignment import override_assignment
from attune.matching.errors import AssignedAlready, NoSuchAssignment, NotEnoughAnswered, NotOnTheTeam, ReasonMissing
from attune.matching.models import Assignment, AssignmentOverride, Recommendation, RecommendationRun
from attune.matching.rules.eligibility import Exclusion
from attune.matching.rules.policy import MatchingPolicy
from attune.matching.rules.reason import Factor
from attune.patients.rules.answers import Answers, CareFor, Strength
from attune.patients.rules.given import Paying, Times, Wishes
from attune.workflows.end_waiting import waits_no_longer
from attune.workflows.recommend import need_of, recommend_to, recommending
from tests.matching.people import need
from tests.matching.team import BORN, answered, clinician, practice, seeker, session_booked

pytestmark = pytest.mark.edition
IS_ASSIGNED = policy(MatchingPolicy).is_assigned
only_assigned = pytest.mark.skipif(not IS_ASSIGNED, reason="practices assign in the clinic alone")
STAFF = frozenset({Role.SCHEDULER})


def recommended(actor):
    with recommending(actor.person_id):
        return recommend_to(actor)


def names(told):
    return [one.listing.provider_name for one in told.made.best]


def waiting(practice_id):
    with scope(practice_id):
        return Assignment.objects.get()


def test_a_stranger_gets_who_fits_first_with_the_reason(db):
    here = practice()
    clinician(here, "Ada Grief", specialties=("grief",), modalities=())
    clinician(here, "Ben Worry", specialties=("anxiety",), modalities=())

    told = recommended(answered(seeker()))

    assert names(told) == ["Ben Worry", "Ada Grief"]
    assert told.made.best[0].suggestion.reasons[0].factor is Factor.CONCERNS
    assert (told.made.candidates_count, told.made.eligible_count) == (2, 2)


def test_nobody_is_recommended_who_misses_a_must_and_each_miss_is_counted(db):
    here = practice()
    clinician(here, "Too dear", price_minor=30_000)
    clinician(here, "Too dear and a man", price_minor=30_000, gender="man")
    clinician(here, "Only by phone", places=("phone",))
    clinician(here, "Elsewhere", bookable_until={})
    right = clinician(here, "Right one")
    wishes = Wishes(gender="woman", gender_strength=Strength.MUST)

    told = recommended(answered(seeker(), Times(("video",)), Paying("self_pay", 20_000), wishes))

    assert [one.listing.provider_id for one in told.made.best] == [right]
    assert told.made.exclusions == {
        Exclusion.PRICE_ABOVE_BUDGET: 2,
        Exclusion.PLACE_NOT_OFFERED: 1,
        Exclusion.GENDER_NOT_AS_REQUIRED: 1,
    }
    assert told.made.relaxations == {Exclusion.PLACE_NOT_OFFERED: 1, Exclusion.PRICE_ABOVE_BUDGET: 1}


def test_who_just_began_is_there_at_once(db):
    here, actor = practice(), answered(seeker())
    clinician(here, "Known for years")
    before = names(recommended(actor))

    clinician(here, "Began today", specialties=("grief",))

    assert (before, names(recommended(actor))) == (["Known for years"], ["Known for years", "Began today"])


def test_who_has_no_time_left_is_gone_at_once(db):
    clinician(practice(), starts=0)

    told = recommended(answered(seeker()))

    assert (names(told), told.made.relaxations) == ([], {Exclusion.NO_FREE_TIME: 1})


def test_a_run_is_kept_for_the_person_alone_with_scores_and_reasons(db):
    actor, other = answered(seeker()), seeker()
    provider_id = clinician(practice())

    told = recommended(actor)

    with scope(person_id=actor.person_id, plane=Plane.SELF):
        run, row = RecommendationRun.objects.get(), Recommendation.objects.get()
    assert (run.id, run.strategy, run.candidates_count) == (told.run_id, told.made.strategy, 1)
    assert (row.rank, row.provider_id, row.propensity) == (1, provider_id, 1.0)
    assert row.reasons[0] == {"factor": "concerns", "points": 0.5, "codes": ["anxiety"], "number": 0}
    assert run.need["concerns"] == ["anxiety"]
    assert str(actor.person_id) not in str(run.need)
    with scope(person_id=other.person_id, plane=Plane.SELF):
        assert RecommendationRun.objects.count() == 0


def test_looking_again_keeps_nothing_new_until_the_answer_changes(db):
    here, actor = practice(), answered(seeker())
    clinician(here)

    first, again = recommended(actor), recommended(actor)
    clinician(here, "Somebody new")
    changed = recommended(actor)

    assert first.run_id == again.run_id
    assert changed.run_id != first.run_id


def test_without_a_state_nobody_can_be_recommended(db):
    with pytest.raises(NotEnoughAnswered):
        recommended(seeker())


def test_staff_are_not_recommended_anybody(db):
    actor = answered(seeker())

    with pytest.raises(NotPermitted):
        recommended(replace(actor, roles=STAFF))


def test_musts_are_requirements_and_all_else_are_wishes():
    person_id = new_id()
    told = Answers(
        person_id=person_id,
        journey_id=new_id(),
        concerns=("anxiety", "sleep"),
        care_for=CareFor.SELF,
        birth_date=BORN,
        state="NY",
        places=("video",),
        windows=("weekend",),
        payer="self_pay",
        budget_minor=15_000,
        language="es",
        gender="woman",
        modality="emdr",
        modality_strength=Strength.MUST,
    )

    found = need_of(told, today=BORN.replace(year=2027))

    assert found == need(patient_id=str(person_id), preferred_language="es", required_method="emdr")


@only_assigned
def test_somebody_waits_once_for_whom_the_strategy_suggests(db):
    here, actor = practice(), answered(seeker())
    provider_id = clinician(here)

    recommended(actor)
    recommended(actor)

    row = waiting(here)
    assert (row.person_id, row.suggested_provider_id, row.provider_id) == (actor.person_id, provider_id, provider_id)


@only_assigned
def test_newcomers_are_spread_over_equals_by_turns(db):
    here = practice()
    team = {clinician(here, name) for name in ("Ada", "Ben", "Cleo")}

    first = [recommended(answered(seeker())).made.best[0].listing.provider_id for _ in range(3)]

    assert set(first) == team


@only_assigned
def test_who_is_full_is_not_suggested_and_it_is_counted(db):
    clinician(practice(), sessions_max=0)

    told = recommended(answered(seeker()))

    assert (names(told), told.made.relaxations) == ([], {Exclusion.NO_SESSIONS_LEFT: 1})


@only_assigned
def test_an_override_is_kept_with_its_reason_and_leaves_an_audit_row(db):
    here, actor = practice(), answered(seeker())
    first = clinician(here, "Ada Worry", specialties=("anxiety",))
    other = clinician(here, "Ben Grief", specialties=("grief",))
    recommended(actor)
    staff = Actor(new_id(), here, STAFF)

    with scope(here):
        row = Assignment.objects.get()
        override_assignment(staff, assignment_id=row.id, provider_id=other, reason="They know the family.")

    with scope(here):
        kept = AssignmentOverride.objects.get()
        event = AuditEvent.objects.get(action="matching.assignment.overridden")
        reason = kept.reason.reveal()
    assert (kept.instead_of_id, kept.provider_id, kept.chosen_by) == (first, other, staff.person_id)
    assert reason == "They know the family."
    assert (event.actor_id, event.object_id) == (staff.person_id, str(row.id))


@only_assigned
def test_who_was_chosen_is_shown_first_and_stays_when_answers_change(db):
    here, actor = practice(), answered(seeker())
    clinician(here, "Ada Worry", specialties=("anxiety",))
    other = clinician(here, "Ben Grief", specialties=("grief",))
    recommended(actor)
    with scope(here):
        assignment_id = Assignment.objects.get().id
        override_assignment(Actor(new_id(), here, STAFF), assignment_id=assignment_id, provider_id=other, reason="Fit.")

    told = recommended(answered(actor, Times(("video",))))

    assert names(told) == ["Ben Grief", "Ada Worry"]
    assert told.made.best[0].suggestion.reasons[0].factor is Factor.CHOSEN
    assert waiting(here).provider_id == other


@only_assigned
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "  "}, ReasonMissing),
        ({"provider_id": new_id()}, NotOnTheTeam),
        ({"assignment_id": new_id()}, NoSuchAssignment),
        ({}, AssignedAlready),
    ],
    ids=["no reason", "not on the team", "nobody waits", "assigned already"],
)
def test_an_override_that_makes_no_sense_is_refused_and_changes_nothing(db, changes, refusal):
    here = practice()
    provider_id = clinician(here)
    recommended(answered(seeker()))
    row = waiting(here)
    asked = {"assignment_id": row.id, "provider_id": provider_id, "reason": "A reason."} | changes

    with scope(here), pytest.raises(refusal):
        override_assignment(Actor(new_id(), here, STAFF), **asked)

    with scope(here):
        assert AssignmentOverride.objects.count() == 0


@only_assigned
@pytest.mark.parametrize("role", [Role.PATIENT, Role.PROVIDER, Role.BILLER, Role.AUDITOR])
def test_who_does_no_intake_overrides_nothing(db, role):
    here = practice()

    with scope(here), pytest.raises(NotPermitted):
        override_assignment(
            Actor(new_id(), here, frozenset({role})), assignment_id=new_id(), provider_id=new_id(), reason="A reason."
        )


@only_assigned
def test_waiting_ends_once(db):
    here, actor = practice(), answered(seeker())
    clinician(here)
    recommended(actor)
    row = waiting(here)

    with scope(here, person_id=actor.person_id, plane=Plane.SELF):
        ended = [end_waiting(actor, about_id=row.about_id) for _ in range(2)]

    row = waiting(here)
    assert (ended, row.state, row.ended_at is not None) == ([True, False], Assignment.State.ENDED, True)


@only_assigned
def test_who_booked_waits_no_longer(db):
    here, actor = practice(), answered(seeker())
    provider_id = clinician(here)
    recommended(actor)
    seat_id = session_booked(here, provider_id, actor.person_id)

    with scope(here, person_id=actor.person_id, plane=Plane.SELF):
        waits_no_longer(replace(actor, practice_id=here), seat_id)

    assert waiting(here).state == Assignment.State.ENDED


@only_assigned
def test_who_was_seen_before_comes_first_and_the_patient_does_not_wait_again(db):
    here, actor = practice(), answered(seeker())
    clinician(here, "Ada Worry", specialties=("anxiety",))
    known = clinician(here, "Ben Grief", specialties=("grief",), takes_new_patients=False)
    session_booked(here, known, actor.person_id)

    told = recommended(actor)

    assert names(told) == ["Ben Grief", "Ada Worry"]
    assert told.made.best[0].suggestion.reasons[0].factor is Factor.KNOWN
    with scope(here):
        assert Assignment.objects.count() == 0


@only_assigned
def test_whose_week_is_fuller_comes_later_among_equals(db):
    here = practice()
    busy, free = clinician(here, "Ada", sessions_max=2), clinician(here, "Ben", sessions_max=2)
    session_booked(here, busy, new_id())

    told = recommended(answered(seeker()))

    assert [one.listing.provider_id for one in told.made.best] == [free, busy]
