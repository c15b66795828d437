"""From answers to recommendations, kept behind the walls of whoever asked."""

from dataclasses import replace

import pytest

from attune.foundation.authorization import NotPermitted
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.matching.errors import NotEnoughAnswered
from attune.matching.models import Recommendation, RecommendationRun
from attune.matching.rules.eligibility import Exclusion
from attune.matching.rules.reason import Factor
from attune.patients.rules.answers import Answers, CareFor, Strength
from attune.patients.rules.given import Paying, Times, Wishes
from attune.workflows.recommend import need_of
from tests.matching.people import need
from tests.matching.team import BORN, answered, clinician, practice, seeker
from tests.workflows.recommending import STAFF, names, recommended

pytestmark = pytest.mark.edition


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
