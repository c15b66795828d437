"""How far a practice comes, and what pauses, resumes and closes it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.practices.actions.move import advance, close, go_live, note_agreement, pause, resume
from attune.practices.errors import (
    MoveForbidden,
    NotAgreed,
    ReasonMissing,
)
from attune.practices.queries.standing import standing
from attune.practices.rules.lifecycle import BEFORE_LIVE, MOVES, PracticeState, path_between, require_move
from tests.practices.applying import OPERATOR, applied, owner_of


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
