"""The intake board of a practice that assigns."""

import pytest
from django.test import Client

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.matching.models import Assignment, AssignmentOverride
from attune.matching.rules.policy import MatchingPolicy
from attune.patients.rules.answers import Strength
from attune.patients.rules.given import Wishes
from attune.workflows.recommend import recommend_to, recommending
from tests.matching.team import answered, clinician, practice, seeker
from tests.support.world import joined, person, sign_in

pytestmark = [
    pytest.mark.edition,
    pytest.mark.skipif(not policy(MatchingPolicy).is_assigned, reason="practices assign in the clinic alone"),
]
BOARD, CHOOSE = "/practice/intake", "/practice/intake/choose"


def browser(here, *roles, email="jules@example.org"):
    client = Client()
    sign_in(client, joined(person(email, "Jules Tran", roles), here, roles))
    return client


def waits(name="Tamsin Iyer", email="tamsin@example.org", *given):
    """Let somebody with an account answer and look at who fits."""
    member = person(email, name)
    actor = answered(seeker(member.person_id), *given)
    with recommending(member.person_id):
        recommend_to(actor)
    return actor


def assignment(here):
    with scope(here):
        return Assignment.objects.get()


def test_it_shows_who_waits_whom_the_match_suggests_and_the_whole_team(db):
    here = practice()
    clinician(here, "Noor Castellane", specialties=("anxiety",), sessions_max=30)
    clinician(here, "Damilola Oye", specialties=("trauma",), sessions_max=12)
    waits()

    page = browser(here, Role.SCHEDULER).get(BOARD).content.decode()

    assert "Tamsin Iyer" in page
    assert "1 person waits for a first session; none booked in the last seven days." in page
    assert "<b>Noor Castellane, PhD</b>" in page
    assert "0 of 30" in page
    assert "Damilola Oye" in page
    assert "0 of 12" in page


def test_whoever_fits_nobody_needs_a_decision(db):
    here = practice()
    clinician(here, gender="man")
    waits("Tamsin Iyer", "tamsin@example.org", Wishes(gender="woman", gender_strength=Strength.MUST))

    desk = browser(here, Role.SCHEDULER)
    page = desk.get(BOARD).content.decode()
    home = desk.get("/practice").content.decode()
    auditors = browser(here, Role.AUDITOR, email="ari@example.org").get("/practice").content.decode()

    assert "1 person waits for a first session; none booked in the last seven days. 1 needs a decision." in page
    assert "1 person waits, and nobody is suggested" in home
    assert "nobody is suggested" not in auditors
    assert "Nobody on the team meets everything" in page
    assert "Woman required" in page


def test_somebody_without_an_account_is_counted_and_not_shown(db):
    here, person_id = practice(), new_id()
    clinician(here)
    actor = answered(seeker(person_id))
    with recommending(person_id):
        recommend_to(actor)

    page = browser(here, Role.SCHEDULER).get(BOARD).content.decode()
    assert (
        "0 people wait for a first session; none booked in the last seven days. 1 more has not signed up yet." in page
    )
    assert "board-card" not in page


def test_looking_at_the_board_goes_on_record(db):
    here = practice()
    clinician(here)
    waits()

    browser(here, Role.SCHEDULER).get(BOARD)

    with scope(here):
        seen = AuditEvent.objects.filter(action="matching.assignment.listed").values_list("object_id", flat=True)
        assert list(seen) == [str(Assignment.objects.get().id)]


def test_staff_choose_somebody_else_with_a_reason(db):
    here = practice()
    clinician(here, "Noor Castellane", specialties=("anxiety",))
    other = clinician(here, "Damilola Oye", specialties=("trauma",))
    waits()
    client = browser(here, Role.SCHEDULER)
    who = str(assignment(here).id)

    asked = client.get(CHOOSE, {"who": who}).content.decode()
    answer = client.post(CHOOSE, {"who": who, "provider": str(other), "reason": "Knows the family."})
    page = client.get(BOARD).content.decode()

    assert "20 of 20 sessions left this week" in asked
    assert (answer.status_code, answer.headers["Location"]) == (302, BOARD)
    assert "Instead of Noor Castellane" in page
    assert "Knows the family." not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "Say in a few words why."),
        ({"provider": ""}, "Choose a clinician."),
        ({}, "They are assigned already."),
    ],
)
def test_a_choice_that_makes_no_sense_is_asked_again_and_keeps_what_was_typed(db, changes, said):
    here = practice()
    first = clinician(here)
    waits()
    form = {"who": str(assignment(here).id), "provider": str(first), "reason": "Knows the family."} | changes

    answer = browser(here, Role.SCHEDULER).post(CHOOSE, form)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with scope(here):
        assert AssignmentOverride.objects.count() == 0


def test_what_is_not_there_and_what_is_not_theirs_look_the_same(db):
    here = practice()
    other = clinician(here)
    waits()
    theirs, client = assignment(here).id, browser(here, Role.SCHEDULER)
    platform = browser(PLATFORM_ID, Role.SUPPORT, email="operator@example.org")
    form = {"provider": str(other), "reason": "A reason."}

    codes = [client.post(CHOOSE, {**form, "who": who}).status_code for who in (str(new_id()), "nonsense", "")]
    foreign = platform.post(CHOOSE, {**form, "who": str(theirs)}).status_code

    assert (codes, foreign) == ([404, 404, 404], 403)


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.BILLER, Role.AUDITOR, Role.OWNER])
def test_who_does_no_intake_sees_no_board(db, role):
    client = browser(practice(), role)

    assert [client.get(BOARD).status_code, client.get(CHOOSE).status_code] == [403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_who_waits(db, django_assert_num_queries, count):
    here = practice()
    for number in range(count):
        clinician(here, f"Therapist {number}")
        waits(f"Person {number}", f"p{number}@example.org")
    client = browser(here, Role.SCHEDULER)
    client.get(BOARD)

    with django_assert_num_queries(11):
        assert client.get(BOARD).content.decode().count("board-card") == count


def test_an_open_page_asks_for_the_board_alone(db):
    here = practice()

    page = browser(here, Role.SCHEDULER).get(BOARD, headers={"HX-Request": "true"}).content.decode()

    assert page.startswith('<div class="stack stack-5" id="region-intake"')
