"""Applying: who may, with which facts, and how far it comes by what is known of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.apply import apply
from attune.practices.actions.correct_application import correct_application
from attune.practices.actions.move import advance, close, go_live, note_agreement, pause, resume
from attune.practices.errors import (
    ApplicationIncomplete,
    ApplicationsClosed,
    AppliedAlready,
    FactProblem,
    MoveForbidden,
    NoApplication,
    NotAgreed,
    ReasonMissing,
)
from attune.practices.models import Application, Practice
from attune.practices.queries.application import application, legal_name, practices_on_the_way
from attune.practices.queries.standing import standing
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import BEFORE_LIVE, MOVES, PracticeState, path_between, require_move
from attune.practices.rules.policy import Founding, TenancyPolicy
from tests.practices.applying import FACTS, applied, owner_of, stranger
from tests.support.audit import events_of

OPERATOR = Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING}))


def come_to(practice_id: UUID, state: PracticeState) -> None:
    """Bring a practice on its way in to a state."""
    with scope(practice_id):
        advance(
            system_actor(practice_id),
            is_entered=state is not PracticeState.APPLIED,
            is_checked=state is PracticeState.AGREEMENTS,
            missing=[],
            to_review=[],
            next_expiry_on=None,
        )


def live() -> UUID:
    practice_id = applied()
    come_to(practice_id, PracticeState.AGREEMENTS)
    with scope(practice_id):
        note_agreement(system_actor(practice_id), is_agreed=True, live_until=None)
        go_live(owner_of(practice_id))
    return practice_id


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_a_stranger_applies_where_practices_found_themselves_and_nowhere_else():
    practice_id = new_id()

    with scope(practice_id):
        if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION:
            with pytest.raises(ApplicationsClosed):
                apply(stranger(), facts=FACTS)
            return
        apply(stranger(), facts=FACTS)

    with scope(practice_id):
        told = application(owner_of(practice_id))
        assert (told.name, told.legal_name, told.structure) == ("Quiet Lamp", FACTS.legal_name, Structure.SOLO)
        assert told.tax_id_end == "4567"
        assert standing(practice_id).state is PracticeState.APPLIED
        assert not standing(practice_id).is_live(now())
    assert [action for _, action, _, _ in events_of(practice_id)] == ["practices.application.made"]


@pytest.mark.usefixtures("db")
def test_the_tax_id_is_stored_under_the_key_of_the_practice():
    practice_id = applied()

    with scope(practice_id):
        row = Application.objects.get()
        assert str(row.tax_id) == "[encrypted]"
        assert row.tax_id.reveal() == "841234567"


@pytest.mark.usefixtures("db")
def test_an_application_that_is_sent_twice_makes_one_practice():
    practice_id, person = applied(), stranger()

    with scope(practice_id), pytest.raises(AppliedAlready):
        apply(person, facts=FACTS)

    assert Practice.objects.filter(name="Quiet Lamp").count() == 1


@pytest.mark.usefixtures("db")
def test_only_somebody_in_their_own_capacity_applies():
    with scope(new_id()), pytest.raises(NotPermitted):
        apply(owner_of(new_id()), facts=FACTS)


@pytest.mark.usefixtures("db")
def test_everything_that_is_wrong_with_the_facts_is_told_at_once():
    wrong = replace(
        FACTS,
        name=" ",
        legal_name="",
        tax_id="12",
        state="XX",
        zip_code="",
        city="",
        organization_npi="9",
        street="",
        zone="Mars/Olympus",
    )

    with scope(new_id()), pytest.raises(ApplicationIncomplete) as refusal:
        apply(stranger(), facts=wrong)

    assert set(refusal.value.problems) == {
        FactProblem("name", "missing"),
        FactProblem("legal_name", "missing"),
        FactProblem("street", "missing"),
        FactProblem("city", "missing"),
        FactProblem("tax_id", "malformed"),
        FactProblem("zip_code", "missing"),
        FactProblem("state", "unknown"),
        FactProblem("zone", "unknown"),
        FactProblem("organization_npi", "malformed"),
    }
    assert not Practice.objects.filter(name="").exists()


@pytest.mark.parametrize("tax_id", ["000000000", "123456789", "99-9999999"])
@pytest.mark.usefixtures("db")
def test_a_tax_id_that_nobody_was_given_is_refused(tax_id):
    with pytest.raises(ApplicationIncomplete) as refusal:
        applied(tax_id=tax_id)

    assert refusal.value.problems == (FactProblem("tax_id", "never_issued"),)


@pytest.mark.usefixtures("db")
def test_an_organizations_npi_has_its_check_digit():
    with pytest.raises(ApplicationIncomplete) as refusal:
        applied(structure=Structure.GROUP, organization_npi="1456000012")

    assert refusal.value.problems == (FactProblem("organization_npi", "malformed"),)
    assert applied(structure=Structure.GROUP, organization_npi="1456000011")


@pytest.mark.usefixtures("db")
def test_facts_are_corrected_by_the_owner_until_they_stand_in_a_contract():
    practice_id = applied()
    better = replace(FACTS, legal_name="Quiet Lamp Therapy LLC", tax_id="841234568")

    with scope(practice_id):
        correct_application(owner_of(practice_id), facts=better)
        assert legal_name(owner_of(practice_id)) == "Quiet Lamp Therapy LLC"
        with pytest.raises(NotPermitted):
            correct_application(OPERATOR, facts=FACTS)
        with pytest.raises(ApplicationIncomplete):
            correct_application(owner_of(practice_id), facts=replace(FACTS, tax_id=""))
        note_agreement(system_actor(practice_id), is_agreed=True, live_until=None)
        with pytest.raises(MoveForbidden):
            correct_application(owner_of(practice_id), facts=FACTS)


@pytest.mark.usefixtures("db")
def test_what_is_known_of_a_practice_decides_how_far_it_comes():
    practice_id, seen = applied(), []

    for wanted in (PracticeState.APPLIED, PracticeState.IN_REVIEW, PracticeState.AGREEMENTS, PracticeState.IN_REVIEW):
        come_to(practice_id, wanted)
        with scope(practice_id):
            seen.append(standing(practice_id).state)

    assert seen == [
        PracticeState.APPLIED,
        PracticeState.IN_REVIEW,
        PracticeState.AGREEMENTS,
        PracticeState.IN_REVIEW,
    ]


@pytest.mark.usefixtures("db")
def test_a_practice_goes_live_once_it_is_checked_and_has_signed():
    practice_id = applied()

    with scope(practice_id), pytest.raises(MoveForbidden):
        go_live(owner_of(practice_id))
    come_to(practice_id, PracticeState.AGREEMENTS)
    with scope(practice_id), pytest.raises(NotAgreed):
        go_live(owner_of(practice_id))
    with scope(practice_id):
        note_agreement(system_actor(practice_id), is_agreed=True, live_until=None)
        with pytest.raises(NotPermitted):
            go_live(OPERATOR)
        go_live(owner_of(practice_id))
        assert standing(practice_id).is_live(now())


@pytest.mark.usefixtures("db")
def test_nobody_but_the_system_moves_a_practice_on_or_notes_what_it_signed():
    practice_id = applied()

    with scope(practice_id):
        for actor in (owner_of(practice_id), OPERATOR):
            with pytest.raises(NotPermitted):
                advance(actor, is_entered=True, is_checked=True, missing=[], to_review=[], next_expiry_on=None)
            with pytest.raises(NotPermitted):
                note_agreement(actor, is_agreed=True, live_until=None)


@pytest.mark.usefixtures("db")
def test_a_live_practice_is_paused_resumed_and_closed_each_for_a_reason():
    practice_id = live()
    owner, compliance = owner_of(practice_id), replace(OPERATOR, roles=frozenset({Role.COMPLIANCE}))

    with scope(practice_id, plane=Plane.BUSINESS):
        with pytest.raises(ReasonMissing):
            pause(OPERATOR, reason=" ")
        pause(OPERATOR, reason="Insurance lapsed")
        assert not standing(practice_id).is_live(now())
        resume(owner, reason="Insured again")
        assert standing(practice_id).is_live(now())
        with pytest.raises(MoveForbidden):
            resume(owner, reason="Again")
        with pytest.raises(NotPermitted):
            close(owner, reason="No more")
        close(compliance, reason="The owner retires")
        with pytest.raises(MoveForbidden):
            pause(owner, reason="Too late")


@pytest.mark.usefixtures("db")
def test_a_practice_whose_contract_ended_is_not_live_from_that_moment_without_a_job():
    practice_id, ends_at = live(), now() + timedelta(days=3)

    with scope(practice_id):
        note_agreement(system_actor(practice_id), is_agreed=True, live_until=ends_at)
        found = standing(practice_id)

    assert found.is_live(ends_at - timedelta(microseconds=1))
    assert not found.is_live(ends_at)


@pytest.mark.usefixtures("db")
def test_a_paused_practice_does_not_go_on_without_a_contract():
    practice_id = live()

    with scope(practice_id):
        pause(owner_of(practice_id), reason="Away")
        note_agreement(system_actor(practice_id), is_agreed=False, live_until=None)
        with pytest.raises(NotAgreed):
            resume(owner_of(practice_id), reason="Back")


@pytest.mark.usefixtures("db")
def test_operators_see_every_practice_with_what_it_lacks_in_two_queries(django_assert_num_queries):
    first = applied()
    applied(name="Second Lamp")
    with scope(first):
        advance(
            system_actor(first),
            is_entered=True,
            is_checked=False,
            missing=["license"],
            to_review=["npi"],
            next_expiry_on=None,
        )

    with scope(PLATFORM_ID, plane=Plane.BUSINESS), django_assert_num_queries(2):
        found = practices_on_the_way(OPERATOR)

    told = {one.practice_id: (one.state, one.missing, one.to_review) for one in found}
    assert told[first] == (PracticeState.IN_REVIEW, ("license",), ("npi",))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        practices_on_the_way(owner_of(first))


@pytest.mark.usefixtures("db")
def test_a_practice_that_was_made_by_a_command_told_no_application():
    practice_id = new_id()
    Practice.objects.create(id=practice_id, name="Made", slug="made", zone="UTC")

    with scope(practice_id):
        with pytest.raises(NoApplication):
            application(owner_of(practice_id))
        with pytest.raises(NotPermitted):
            application(stranger())
        assert legal_name(owner_of(practice_id)) == "Made"


@given(st.sampled_from(PracticeState), st.sampled_from(PracticeState))
def test_a_state_that_may_not_follow_is_refused(now_in, wanted):
    if wanted in MOVES[now_in]:
        require_move(now_in, wanted)
    else:
        with pytest.raises(MoveForbidden):
            require_move(now_in, wanted)


@given(st.sampled_from(sorted(BEFORE_LIVE)), st.sampled_from(sorted(BEFORE_LIVE)))
def test_the_path_of_an_application_makes_allowed_moves_only(now_in, wanted):
    at = now_in
    for step in path_between(now_in, wanted):
        require_move(at, step)
        at = step

    assert at is wanted or (wanted is PracticeState.APPLIED and at is PracticeState.IN_REVIEW)
