"""Who waits for whom where patients are assigned, and who was chosen instead."""

from dataclasses import replace

import pytest

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.matching.actions.end_waiting import end_waiting
from attune.matching.actions.override_assignment import override_assignment
from attune.matching.errors import AssignedAlready, NoSuchAssignment, NotOnTheTeam, ReasonMissing
from attune.matching.models import Assignment, AssignmentOverride
from attune.matching.rules.eligibility import Exclusion
from attune.matching.rules.policy import MatchingPolicy
from attune.matching.rules.reason import Factor
from attune.patients.rules.given import Times
from attune.workflows.end_waiting import waits_no_longer
from tests.matching.team import answered, clinician, practice, seeker, session_booked
from tests.workflows.recommending import STAFF, names, recommended

pytestmark = pytest.mark.edition


IS_ASSIGNED = policy(MatchingPolicy).is_assigned


only_assigned = pytest.mark.skipif(not IS_ASSIGNED, reason="practices assign in the clinic alone")


def waiting(practice_id):
    with scope(practice_id):
        return Assignment.objects.get()


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
