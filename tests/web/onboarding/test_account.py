"""The end of the way in: an account, what is agreed to, and on to where one was going."""

import pytest
from django.test import Client

from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import User
from attune.patients.models import Dependent, OnboardingAnswers, PersonConsent, SafetyAnswer
from attune.patients.queries.answers import answers
from attune.patients.rules.answers import Step
from attune.patients.rules.policy import OnboardingPolicy
from attune.web.onboarding.visitor import COOKIE
from tests.support.people import PASSWORD, patient
from tests.support.signing_in import last_code, signed_in
from tests.web.onboarding.asking import GIVEN, answer_all, give, visitor_id

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database", "mailbox")]

ACCOUNT = {"name": "Mira Okafor", "email": "mira@example.org", "password1": PASSWORD, "zone": "America/Denver"}
CHILD = {"who": "child", "birth_date": "5/17/2015"}


def sign_up(client, mailbox, *, on_url=""):
    """Make the account and type the code; return where that leads."""
    client.post("/start/account", ACCOUNT | ({"next": on_url} if on_url else {}))
    return client.post("/verify-email", {"code": last_code(mailbox)})["Location"]


def agreed(page, **more):
    """Return what a form sends when every box of the page is ticked."""
    boxes = {name: "on" for name in page.context["form"].fields if name.startswith("agree-")}
    return {**boxes, "signed_name": "Mira Okafor", **more}


def in_own_scope(person_id):
    return scope(person_id=person_id, plane=Plane.SELF)


def test_signing_up_claims_the_answers_and_leads_on_to_where_one_was_going(mailbox):
    client = Client()
    answer_all(client, safety={"safety": "unsaid"})
    visitor = visitor_id(client)

    consents = sign_up(client, mailbox, on_url="/me")
    page = client.get(consents)
    done = client.post("/start/consents", agreed(page, next="/me"))

    mira = User.objects.get().id
    assert consents == "/start/consents?next=%2Fme"
    assert (page.status_code, done["Location"]) == (200, "/me")
    assert client.cookies[COOKIE].value == ""
    with in_own_scope(mira):
        told = answers(mira)
        assert (told.concerns, told.state, told.is_complete) == (("anxiety", "sleep"), "CO", True)
        assert told.own_words == "Я не сплю.\nمنذ شهور"
        assert SafetyAnswer.objects.get().answer.reveal() == "unsaid"
        kinds = PersonConsent.objects.order_by("id").values_list("kind", flat=True)
        assert tuple(kinds) == policy(OnboardingPolicy).consents
    with in_own_scope(visitor):
        assert (OnboardingAnswers.objects.count(), SafetyAnswer.objects.count()) == (0, 0)


def test_the_account_keeps_the_clock_of_where_somebody_said_they_will_be_and_else_the_devices(mailbox):
    told, untold = Client(), Client()
    answer_all(told)

    told.post("/start/account", ACCOUNT | {"zone": "America/New_York"})
    untold.post("/start/account", ACCOUNT | {"email": "new@example.org", "zone": "America/New_York"})

    zones = dict(User.objects.values_list("email", "zone"))
    assert zones == {"mira@example.org": "America/Denver", "new@example.org": "America/New_York"}


def test_an_address_that_has_an_account_is_told_nothing_and_signing_in_claims_the_answers(mailbox):
    mira, client, other = patient("mira@example.org"), Client(), Client()
    answer_all(client)
    answer_all(other)

    known = client.post("/start/account", ACCOUNT)
    unknown = other.post("/start/account", ACCOUNT | {"email": "new@example.org"})
    browser = signed_in(mira)
    browser.cookies[COOKIE] = client.cookies[COOKIE].value
    browser.get("/start/consents")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    with in_own_scope(mira.id):
        assert answers(mira.id).concerns == ("anxiety", "sleep")


def test_without_agreeing_to_every_text_nothing_is_signed(mailbox):
    client = Client()
    answer_all(client)
    page = client.get(sign_up(client, mailbox))
    boxes = agreed(page)
    del boxes[next(iter(boxes))]

    refused = client.post("/start/consents", boxes)
    unsigned = client.post("/start/consents", agreed(page, signed_name=" "))

    assert (refused.status_code, unsigned.status_code) == (422, 422)
    assert "Agree to this text to go on." in refused.content.decode()
    assert "Type your name to sign." in unsigned.content.decode()
    with in_own_scope(User.objects.get().id):
        assert PersonConsent.objects.count() == 0


def test_a_text_in_words_that_were_not_shown_is_not_signed(mailbox):
    client = Client()
    answer_all(client)
    page = client.get(sign_up(client, mailbox))
    old = {name.replace(name[-16:], "0" * 16) if name.startswith("agree-") else name: "on" for name in agreed(page)}

    assert client.post("/start/consents", old | {"signed_name": "Mira"}).status_code == 422


def test_a_guardian_names_the_child_and_signs_in_their_own_words(mailbox):
    client = Client()
    answer_all(client, who=CHILD)
    page = client.get(sign_up(client, mailbox))

    nameless = client.post("/start/consents", agreed(page, is_guardian="on", child_name=" "))
    stranger = client.post("/start/consents", agreed(page, child_name="Ada"))
    done = client.post("/start/consents", agreed(page, is_guardian="on", child_name="Ada"))
    again = client.get("/start/consents?next=/me")

    mira = User.objects.get().id
    assert "my child" in page.content.decode()
    assert (nameless.status_code, stranger.status_code, done.status_code) == (422, 422, 302)
    assert again["Location"] == "/me"
    with in_own_scope(mira):
        ada = Dependent.objects.get()
        assert (ada.name.reveal(), str(ada.birth_date), ada.state) == ("Ada", "2015-05-17", "CO")
        assert answers(mira).dependent_id == ada.id
        assert set(PersonConsent.objects.values_list("dependent_id", flat=True)) == {ada.id}
    assert "Ada" in client.get("/start/who").content.decode()


def test_a_parent_of_two_answers_for_the_one_that_is_known_without_a_birth_date(mailbox):
    client = Client()
    answer_all(client, who=CHILD)
    page = client.get(sign_up(client, mailbox))
    client.post("/start/consents", agreed(page, is_guardian="on", child_name="Ada"))
    mira = User.objects.get().id
    with in_own_scope(mira):
        ada = Dependent.objects.get().id
    give(client, Step.WHO, {"who": "child", "birth_date": "1/2/2012"})

    known = give(client, Step.WHO, {"who": f"child:{ada}", "birth_date": ""})
    nobody = give(client, Step.WHO, {"who": f"child:{mira}", "birth_date": ""})

    assert (known.status_code, nobody.status_code) == (302, 422)
    with in_own_scope(mira):
        assert (answers(mira).dependent_id, str(answers(mira).birth_date)) == (ada, "2015-05-17")


def test_who_comes_to_book_without_answers_is_asked_for_what_is_needed_and_led_back(mailbox):
    client = Client()
    on_url = sign_up(client, mailbox, on_url="/me")

    who = client.get(on_url)["Location"]
    where = client.post(who.partition("?")[0], GIVEN[Step.WHO] | {"next": "/start/consents?next=%2Fme"})["Location"]
    last = client.get(where)["Location"]
    consents = client.post("/start/where", GIVEN[Step.WHERE] | {"next": "/start/consents?next=%2Fme"})["Location"]

    assert who == "/start/who?next=%2Fstart%2Fconsents%3Fnext%3D%252Fme"
    assert where == "/start/consents?next=%2Fme"
    assert last.startswith("/start/where?next=")
    assert client.get(consents).status_code == 200


def test_nobody_signs_without_being_signed_in():
    assert Client().get("/start/consents")["Location"] == "/sign-in?next=%2Fstart%2Fconsents"


def test_who_is_signed_in_makes_no_second_account(mailbox):
    browser = signed_in(patient())

    assert browser.get("/start/account?next=/me")["Location"] == "/start/consents?next=%2Fme"
    assert browser.get("/start/account?next=https://evil.example")["Location"] == "/start/consents"
