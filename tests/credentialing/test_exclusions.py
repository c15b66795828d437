"""From a published list to a suspended provider, in one run; and back."""

from datetime import date
from pathlib import Path

import pytest

from attune.credentialing.actions.decide_match import decide_match
from attune.credentialing.actions.provider_states import reinstate_provider, suspend_provider
from attune.credentialing.actions.screen_providers import Screened, screen_providers
from attune.credentialing.actions.take_in_list import TakenIn, take_in_list
from attune.credentialing.errors import ListRefused, MatchDecided, NoSuchMatch, ReasonMissing, StillExcluded
from attune.credentialing.gateways.leie_file import LeieFile
from attune.credentialing.jobs import list_match_for_review
from attune.credentialing.management import take_in_and_screen
from attune.credentialing.models import Exclusion, ExclusionMatch
from attune.credentialing.queries.bookable import bookable_states
from attune.credentialing.queries.matches import match_details, matches_to_review, open_matches
from attune.credentialing.queries.providers import provider
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.lists import ListKind
from attune.credentialing.rules.screening import MatchState, MatchStrength
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background import Call
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.worklist.models import Task
from tests.credentialing.lists import CLINIC, KEVIN, MARIA, NOBODY, a_list, changed
from tests.credentialing.people import added, inside, owner_of, practice, practising, reviewer_and_other

pytestmark = pytest.mark.usefixtures("db")

REVIEWER = Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING}))


def take_in(file: LeieFile, kind: ListKind = ListKind.FULL, rows_min: int = 1) -> TakenIn:
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return take_in_list(system_actor(PLATFORM_ID), file=file, kind=kind, rows_min=rows_min)


def run(file: LeieFile, kind: ListKind = ListKind.FULL) -> tuple[TakenIn, Screened]:
    return take_in_and_screen(file, kind=kind, rows_min=1)


def in_force() -> set[str]:
    return {row.family_name or row.business_name for row in Exclusion.objects.filter(ended_at=None)}


def only_match() -> ExclusionMatch:
    return ExclusionMatch.objects.get()


@pytest.mark.edition
def test_an_equal_npi_suspends_in_the_same_run(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner, "TX", "NY")
        before = bookable_states(provider_id, now()).keys()

    _, screened = run(a_list(tmp_path, MARIA, KEVIN, CLINIC))

    with inside(place):
        assert provider(owner, provider_id).state is Standing.SUSPENDED
        assert bookable_states(provider_id, now()) == {}
        assert (only_match().strength, only_match().state) == (MatchStrength.NPI, MatchState.OPEN)
    assert before == {"TX", "NY"}
    assert screened == Screened(providers=1, suspended=1, reinstated=0, to_review=1)


def test_a_repeat_changes_nothing(tmp_path: Path):
    place = practice()
    with inside(place):
        practising(owner_of(place))
    file = a_list(tmp_path, MARIA)
    run(file)

    taken, screened = run(file)

    assert (taken.is_known, taken.added, taken.ended, taken.in_force) == (True, 0, 0, 1)
    assert screened == Screened(providers=1, suspended=0, reinstated=0, to_review=0)


@pytest.mark.edition
def test_an_equal_name_and_birth_date_goes_to_review_and_suspends_nobody(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)

    run(a_list(tmp_path, changed(MARIA, NPI="0000000000"), changed(NOBODY, LASTNAME="TESTERSON", FIRSTNAME="MARIA")))

    with inside(place):
        assert provider(owner, provider_id).state is Standing.ACTIVE
        assert only_match().strength == MatchStrength.NAME_AND_BIRTH
        assert bookable_states(provider_id, now()).keys() == {"TX"}


def test_who_is_on_the_list_when_added_is_suspended_at_once(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    take_in(a_list(tmp_path, MARIA))

    with inside(place):
        provider_id = added(owner)
        assert provider(owner, provider_id).state is Standing.SUSPENDED
        with pytest.raises(StillExcluded):
            reinstate_provider(owner, provider_id=provider_id, reason="It is not me")


@pytest.mark.parametrize("way", ["absent", "reinstated"])
def test_who_leaves_the_list_is_what_they_were_before(tmp_path: Path, way):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)
    run(a_list(tmp_path, MARIA, KEVIN, *[changed(NOBODY, MIDNAME=chr(65 + n)) for n in range(20)]))

    if way == "absent":
        kept = [changed(NOBODY, MIDNAME=chr(65 + n)) for n in range(20)]
        _, screened = run(a_list(tmp_path, KEVIN, *kept, name="NEXT.csv"))
    else:
        file = a_list(tmp_path, changed(MARIA, REINDATE="20260204"), name="2602REIN.csv")
        _, screened = run(file, ListKind.REINSTATEMENTS)

    with inside(place):
        assert provider(owner, provider_id).state is Standing.ACTIVE
        assert only_match().state == MatchState.ENDED
    assert (screened.suspended, screened.reinstated) == (0, 1)


def test_a_suspension_that_somebody_decided_on_outlasts_the_exclusion(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)
        suspend_provider(owner, provider_id=provider_id, reason="Under review")
    run(a_list(tmp_path, MARIA))
    run(a_list(tmp_path, changed(MARIA, REINDATE="20260204"), name="REIN.csv"), ListKind.REINSTATEMENTS)

    with inside(place):
        assert provider(owner, provider_id).state is Standing.SUSPENDED


def test_a_supplement_adds_and_a_full_list_replaces(tmp_path: Path):
    take_in(a_list(tmp_path, MARIA, CLINIC))
    added_one = take_in(a_list(tmp_path, KEVIN, name="2611EXCL.csv"), ListKind.SUPPLEMENT)
    after_supplement = in_force()
    replaced = take_in(a_list(tmp_path, MARIA, NOBODY, name="NEXT.csv"))

    assert (added_one.added, added_one.ended, added_one.in_force) == (1, 0, 3)
    assert after_supplement == {"TESTERSON", "PLACEHOLDER COUNSELING LLC", "O'SAMPLE"}
    assert (replaced.added, replaced.ended, replaced.in_force) == (1, 2, 2)
    assert in_force() == {"TESTERSON", "NOBODY"}


@pytest.mark.parametrize(
    ("rows", "rows_min", "told"),
    [
        ([], 0, "The list has no rows."),
        ([MARIA], 3, "The list has 1 rows, at least 3 were expected: was it cut off?"),
        ([MARIA], 1, "The list has 1 rows, the one in force 3: was it cut off?"),
        ([MARIA, KEVIN, changed(CLINIC, EXCLDATE="20220101")], 1, "The list is older than the one in force"),
        ([MARIA, KEVIN, changed(CLINIC, DOB="tomorrow")], 1, "Line 4: DOB is no date"),
    ],
)
def test_a_list_that_is_cut_off_or_old_leaves_what_was_in_force(tmp_path: Path, rows, rows_min, told):
    take_in(a_list(tmp_path, MARIA, KEVIN, CLINIC))
    before = in_force()

    with pytest.raises(ListRefused, match=told.replace("?", r"\?")):
        take_in(a_list(tmp_path, *rows, name="NEXT.csv"), rows_min=rows_min)

    assert in_force() == before


def test_a_list_of_exclusions_is_no_list_of_reinstatements(tmp_path: Path):
    with pytest.raises(ListRefused, match="Line 2: There is no day of reinstatement"):
        take_in(a_list(tmp_path, MARIA), ListKind.REINSTATEMENTS)


def test_nobody_takes_a_list_in_by_hand(tmp_path: Path):
    with scope(PLATFORM_ID, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        take_in_list(REVIEWER, file=a_list(tmp_path, MARIA), kind=ListKind.FULL, rows_min=1)


def test_nobody_screens_by_hand():
    place = practice()
    with inside(place), pytest.raises(NotPermitted):
        screen_providers(owner_of(place))


def bring_before_reviewers(place: object, match_id: object) -> None:
    list_match_for_review.run(Call(practice_id=place, reference=match_id))  # type: ignore[arg-type]


def test_a_match_comes_before_the_platforms_reviewers_and_goes_when_it_is_decided(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)
    run(a_list(tmp_path, MARIA))
    with inside(place):
        match_id = only_match().id
    bring_before_reviewers(place, match_id)
    bring_before_reviewers(place, match_id)

    with scope(PLATFORM_ID, person_id=REVIEWER.person_id, plane=Plane.BUSINESS):
        waiting = matches_to_review(REVIEWER)
        tasks = list(Task.objects.values_list("kind", "owner_role", "state"))
    with scope(place, plane=Plane.BUSINESS):
        details = match_details(REVIEWER, match_id)
        decide_match(REVIEWER, match_id=match_id, is_same_person=False, reason="Another Maria")
        state, still_open = provider(owner, provider_id).state, open_matches(REVIEWER)
    bring_before_reviewers(place, match_id)
    with scope(PLATFORM_ID, person_id=REVIEWER.person_id, plane=Plane.BUSINESS):
        after = matches_to_review(REVIEWER)

    assert [(one.match_id, one.practice_id, one.provider_id) for one in waiting] == [(match_id, place, provider_id)]
    assert tasks == [("credentialing.review_match", "credentialing", "open")]
    assert (details.listed_name, details.listed_born_on, details.authority) == (
        "MARIA L TESTERSON",
        date(1971, 3, 5),
        "1128a1",
    )
    assert (state, still_open, after) == (Standing.ACTIVE, (), ())


def test_a_rejected_match_stays_rejected_and_a_confirmed_one_suspended(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        provider_id = practising(owner)
    run(a_list(tmp_path, MARIA))
    with scope(place, plane=Plane.BUSINESS):
        decide_match(REVIEWER, match_id=only_match().id, is_same_person=False, reason="Another Maria")
    _, again = run(a_list(tmp_path, MARIA, changed(MARIA, EXCLTYPE="1128b4"), name="NEXT.csv"))

    with scope(place, plane=Plane.BUSINESS):
        fresh = ExclusionMatch.objects.get(state=MatchState.OPEN)
        decide_match(REVIEWER, match_id=fresh.id, is_same_person=True, reason="She said so")
        assert provider(owner, provider_id).state is Standing.SUSPENDED
        with pytest.raises(MatchDecided):
            decide_match(REVIEWER, match_id=fresh.id, is_same_person=False, reason="Changed my mind")
    assert (again.suspended, again.to_review) == (1, 1)


@pytest.mark.edition
def test_who_judges_in_this_edition_decides_a_match_and_nobody_else(tmp_path: Path):
    place = practice()
    owner, (reviewer, other) = owner_of(place), reviewer_and_other(place)
    with inside(place):
        provider_id = practising(owner)
    run(a_list(tmp_path, MARIA))

    with inside(place):
        match_id = only_match().id
        with pytest.raises(NotPermitted):
            decide_match(other, match_id=match_id, is_same_person=False, reason="Another Maria")
        decide_match(reviewer, match_id=match_id, is_same_person=False, reason="Another Maria")
        assert provider(owner, provider_id).state is Standing.ACTIVE


def test_a_practice_does_not_judge_its_own_where_operators_review(tmp_path: Path):
    place = practice()
    owner = owner_of(place)
    with inside(place):
        practising(owner)
    run(a_list(tmp_path, MARIA))

    with inside(place):
        match_id = only_match().id
        for actor in (owner, Actor(new_id(), place, frozenset({Role.PROVIDER}))):
            with pytest.raises(NotPermitted):
                decide_match(actor, match_id=match_id, is_same_person=False, reason="x")
        with pytest.raises(ReasonMissing):
            decide_match(REVIEWER, match_id=match_id, is_same_person=False, reason=" ")
    with inside(new_id()), pytest.raises(NoSuchMatch):
        decide_match(REVIEWER, match_id=match_id, is_same_person=False, reason="x")
