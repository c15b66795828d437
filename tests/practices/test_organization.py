"""Opening states and employing people: where the organization does, with every item done, and only then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.practices.actions.employ import begin_hiring, confirm_employment, end_employment, note_hire_items
from attune.practices.actions.states import close_state, open_state, prepare_state
from attune.practices.errors import (
    EmployedAlready,
    EndsBeforeItBegins,
    ItemsMissing,
    NoSuchEmployment,
    NoSuchItem,
    NoSuchState,
    NotEmployingHere,
    ReasonMissing,
)
from attune.practices.queries.organization import hire, hires, state_launches
from attune.practices.queries.standing import standing, standing_refusals, standing_until
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import StandingPolicy
from attune.practices.rules.standing import (
    DaySpan,
    EmploymentSpan,
    PracticeStanding,
    StandingReason,
    StateAuthorization,
    refusals,
    stands_until,
)
from tests.practices.applying import owner_of
from tests.support.people import a_practice

MARCH_1, JULY_1 = date(2027, 3, 1), date(2027, 7, 1)
NOON = datetime(2027, 3, 1, 19, tzinfo=UTC)
ALL_ASKED = StandingPolicy(True, True, (), True, ())
NOTHING_ASKED = StandingPolicy(False, False, (), False, ())
PERSON = new_id()


def employs() -> bool:
    return policy(StandingPolicy).needs_employment


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_a_state_opens_once_every_item_of_its_launch_is_done_and_closes_on_a_day():
    practice_id = a_practice().id
    owner, wanted = owner_of(practice_id), policy(StandingPolicy).launch_items

    with scope(practice_id):
        if not policy(StandingPolicy).needs_state_authorization:
            with pytest.raises(NotEmployingHere):
                prepare_state(owner, state="CO", done_items=[])
            assert standing_refusals(standing(practice_id), person_id=PERSON, state="CO", moment=NOON) == ()
            return
        prepare_state(owner, state="CO", done_items=wanted[:1], evidence="Folder 7")
        with pytest.raises(ItemsMissing) as refusal:
            open_state(owner, state="CO", begins_on=MARCH_1)
        assert refusal.value.items == wanted[1:]
        prepare_state(owner, state="CO", done_items=wanted)
        with pytest.raises(EndsBeforeItBegins):
            open_state(owner, state="CO", begins_on=JULY_1, ends_on=MARCH_1)
        open_state(owner, state="CO", begins_on=MARCH_1)
        assert standing(practice_id).authorized_states(NOON) == {"CO"}
        assert standing(practice_id).authorized_states(NOON - timedelta(days=1)) == set()
        close_state(owner, state="CO", ends_on=JULY_1)
        found = standing(practice_id)
        assert found.authorized_states(datetime(2027, 7, 1, 5, 59, tzinfo=UTC)) == {"CO"}
        assert found.authorized_states(datetime(2027, 7, 1, 6, 0, tzinfo=UTC)) == set()


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_what_no_state_or_checklist_has_is_refused_and_so_is_who_may_not():
    practice_id = a_practice().id
    owner = owner_of(practice_id)
    if not employs():
        pytest.skip("nobody is employed in this edition")

    with scope(practice_id):
        with pytest.raises(NoSuchState):
            prepare_state(owner, state="XX", done_items=[])
        with pytest.raises(NoSuchItem):
            prepare_state(owner, state="CO", done_items=["sprinkles"])
        with pytest.raises(NoSuchState):
            close_state(owner, state="CO", ends_on=MARCH_1)
        for role in (Role.PROVIDER, Role.BILLER, Role.AUDITOR):
            with pytest.raises(NotPermitted):
                prepare_state(Actor(new_id(), practice_id, frozenset({role})), state="CO", done_items=[])


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_an_open_state_closes_when_an_item_is_taken_back():
    practice_id = a_practice().id
    owner, wanted = owner_of(practice_id), policy(StandingPolicy).launch_items
    if not employs():
        pytest.skip("nobody is employed in this edition")

    with scope(practice_id):
        prepare_state(owner, state="CO", done_items=wanted)
        open_state(owner, state="CO", begins_on=MARCH_1)
        prepare_state(owner, state="CO", done_items=wanted[:-1])

        assert standing(practice_id).authorized_states(NOON) == set()
        assert [(one.state, one.missing_items, one.begins_on) for one in state_launches(owner)] == [
            ("CO", wanted[-1:], None)
        ]


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_an_employment_counts_from_its_first_day_once_every_item_is_done():
    practice_id, person_id = a_practice().id, new_id()
    owner, wanted = owner_of(practice_id), policy(StandingPolicy).hire_items

    with scope(practice_id):
        if not employs():
            with pytest.raises(NotEmployingHere):
                begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=MARCH_1)
            return
        employment_id = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=MARCH_1)
        with pytest.raises(EmployedAlready):
            begin_hiring(owner, person_id=person_id, kind=EmploymentKind.CONTRACTOR, starts_on=MARCH_1)
        with pytest.raises(ItemsMissing) as refusal:
            confirm_employment(owner, employment_id=employment_id)
        assert refusal.value.items == wanted
        with pytest.raises(NoSuchItem):
            note_hire_items(owner, employment_id=employment_id, done_items=["tattoo"], starts_on=MARCH_1)
        note_hire_items(owner, employment_id=employment_id, done_items=wanted, starts_on=MARCH_1)
        assert not standing(practice_id).is_employed(person_id, NOON)
        confirm_employment(owner, employment_id=employment_id)
        found = standing(practice_id)
        assert found.is_employed(person_id, NOON)
        assert not found.is_employed(person_id, NOON - timedelta(days=1))
        assert not found.is_employed(new_id(), NOON)


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_an_employment_ends_for_a_reason_and_a_return_is_a_new_one():
    practice_id, person_id = a_practice().id, new_id()
    owner = owner_of(practice_id)
    if not employs():
        pytest.skip("nobody is employed in this edition")

    with scope(practice_id):
        first = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=MARCH_1)
        with pytest.raises(ReasonMissing):
            end_employment(owner, employment_id=first, ends_on=JULY_1, reason="")
        end_employment(owner, employment_id=first, ends_on=JULY_1, reason="Moves away")
        with pytest.raises(NoSuchEmployment):
            end_employment(owner, employment_id=first, ends_on=JULY_1, reason="Again")
        second = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=JULY_1)

        assert [one.employment_id for one in hires(owner)] == [second, first]
        assert hire(owner, first).end_reason == "Moves away"
        with pytest.raises(NoSuchEmployment):
            hire(owner, new_id())
        with pytest.raises(NotPermitted):
            hires(Actor(new_id(), practice_id, frozenset({Role.PROVIDER})))


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_one_item_taken_back_ends_the_confirmation():
    practice_id, person_id = a_practice().id, new_id()
    owner, wanted = owner_of(practice_id), policy(StandingPolicy).hire_items
    if not employs():
        pytest.skip("nobody is employed in this edition")

    with scope(practice_id):
        employment_id = begin_hiring(owner, person_id=person_id, kind=EmploymentKind.EMPLOYEE, starts_on=MARCH_1)
        note_hire_items(owner, employment_id=employment_id, done_items=wanted, starts_on=MARCH_1)
        confirm_employment(owner, employment_id=employment_id)
        note_hire_items(owner, employment_id=employment_id, done_items=wanted[1:], starts_on=MARCH_1)

        assert not standing(practice_id).is_employed(person_id, NOON)


def a_standing(**changed: object) -> PracticeStanding:
    whole = {
        "practice_id": new_id(),
        "zone": "America/Denver",
        "state": PracticeState.LIVE,
        "authorizations": (StateAuthorization("CO", DaySpan(MARCH_1, JULY_1)),),
        "employments": (EmploymentSpan(PERSON, DaySpan(MARCH_1)),),
    }
    return PracticeStanding(**{**whole, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "asked", "state", "expected"),
    [
        ({}, ALL_ASKED, "CO", ()),
        ({"state": PracticeState.PAUSED}, ALL_ASKED, "CO", (StandingReason.PRACTICE_NOT_LIVE,)),
        ({"live_until": NOON}, ALL_ASKED, "CO", (StandingReason.CONTRACT_ENDED,)),
        ({}, ALL_ASKED, "WY", (StandingReason.STATE_NOT_AUTHORIZED,)),
        ({"employments": ()}, ALL_ASKED, "CO", (StandingReason.NOT_EMPLOYED,)),
        ({"employments": (), "authorizations": ()}, NOTHING_ASKED, "WY", ()),
        (
            {"state": PracticeState.AGREEMENTS, "employments": (), "authorizations": ()},
            ALL_ASKED,
            "CO",
            (StandingReason.PRACTICE_NOT_LIVE, StandingReason.STATE_NOT_AUTHORIZED, StandingReason.NOT_EMPLOYED),
        ),
    ],
)
def test_every_reason_against_a_session_is_told(changed, asked, state, expected):
    assert refusals(a_standing(**changed), asked, person_id=PERSON, state=state, moment=NOON) == expected


@pytest.mark.parametrize(
    ("changed", "asked", "expected"),
    [
        ({}, NOTHING_ASKED, None),
        ({}, ALL_ASKED, datetime(2027, 7, 1, 6, tzinfo=UTC)),
        ({"live_until": datetime(2027, 5, 1, tzinfo=UTC)}, ALL_ASKED, datetime(2027, 5, 1, tzinfo=UTC)),
        (
            {"employments": (EmploymentSpan(PERSON, DaySpan(MARCH_1, date(2027, 4, 1))),)},
            ALL_ASKED,
            datetime(2027, 4, 1, 6, tzinfo=UTC),
        ),
        ({"authorizations": (StateAuthorization("CO", DaySpan(MARCH_1)),)}, ALL_ASKED, None),
    ],
)
def test_what_ends_by_itself_is_known_beforehand(changed, asked, expected):
    found = stands_until(a_standing(**changed), asked, person_id=PERSON, state="CO", moment=NOON)

    assert found == expected


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_what_stands_stands_until_the_moment_that_is_told(begins_on, ends_on):
    found = a_standing(authorizations=(StateAuthorization("CO", DaySpan(begins_on, ends_on)),))
    moment = datetime(2027, 6, 15, 12, tzinfo=UTC)

    def against(at):
        return refusals(found, ALL_ASKED, person_id=PERSON, state="CO", moment=at)

    if against(moment) == ():
        until = stands_until(found, ALL_ASKED, person_id=PERSON, state="CO", moment=moment)
        assert until is not None
        assert against(until - timedelta(seconds=1)) == ()
        assert against(until) == (StandingReason.STATE_NOT_AUTHORIZED,)


@pytest.mark.usefixtures("db")
def test_where_nothing_else_is_asked_a_live_practice_stands_without_an_end():
    practice_id = a_practice().id

    with scope(practice_id):
        assert standing_until(standing(practice_id), person_id=PERSON, state="CO", moment=NOON) is None
