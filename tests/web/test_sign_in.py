"""Signing in with a password and a second step."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from attune.foundation.authorization import Role
from attune.identity.models import Session, User
from attune.identity.rules.one_time_codes import current_code
from tests.support.people import PASSWORD, a_practice, colleague, operator, patient, works_in
from tests.support.signing_in import fresh_code, last_code, session_hash, signed_in

pytestmark = [pytest.mark.usefixtures("committed_database", "mailbox"), pytest.mark.urls("tests.web.sign_in_urls")]

WRONG = "The e-mail or the password is not right."


def enter(client: Client, email: str, password: str = PASSWORD, next_: str = "", **headers: str):
    return client.post("/sign-in", {"login": email, "password": password, "next": next_}, headers=headers)


def test_a_patient_signs_in_with_e_mail_and_password_and_lands_at_home():
    mira, client = patient(), Client()

    answer = client.post("/sign-in", {"login": mira.email, "password": PASSWORD}, follow=True)

    assert answer.redirect_chain == [("/home", 302), ("/me", 302)]


def test_the_address_may_be_typed_in_any_case():
    patient("mira@example.org")

    assert enter(Client(), " Mira@Example.ORG ")["Location"] == "/home"


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ([Role.OWNER, Role.PROVIDER], "/practice"),
        ([Role.ADMINISTRATOR], "/practice"),
        ([Role.SCHEDULER], "/practice"),
        ([Role.BILLER], "/practice"),
        ([Role.AUDITOR], "/practice"),
        ([Role.PROVIDER], "/provider"),
        ([Role.SUPERVISOR], "/provider"),
        ([], "/me"),
    ],
)
def test_staff_land_where_their_roles_work(roles, home):
    client = signed_in(colleague(*roles))

    assert client.get("/home")["Location"] == home


def test_an_operator_lands_at_the_platform():
    client = signed_in(operator(Role.SUPPORT))

    assert client.get("/home")["Location"] == "/operate"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    patient("mira@example.org")

    wrong = enter(Client(), "mira@example.org", "not the password")
    unknown = enter(Client(), "nobody@example.org", "not the password")

    assert (wrong.status_code, unknown.status_code) == (200, 200)
    assert WRONG in wrong.content.decode()
    assert "4 tries are left." in wrong.content.decode()
    assert _without_tokens(wrong, "mira@example.org") == _without_tokens(unknown, "nobody@example.org")


def _without_tokens(answer, email: str) -> str:
    page: str = answer.content.decode().replace(email, "…")
    return page.replace(str(answer.context["csrf_token"]), "…").split("<main")[1]


def test_somebody_unverified_proves_the_address_before_getting_in(mailbox):
    mira, client = patient(), Client()
    User.objects.get(id=mira.id).emailaddress_set.update(verified=False)

    answer = enter(client, mira.email)

    assert answer["Location"] == "/verify-email"
    assert client.get("/home")["Location"].startswith("/sign-in")
    assert client.post("/verify-email", {"code": last_code(mailbox)})["Location"] == "/home"
    assert client.get("/home")["Location"] == "/me"


def test_a_closed_account_does_not_sign_in():
    mira, client = patient(), Client()
    User.objects.filter(id=mira.id).update(is_active=False)

    answer = enter(client, mira.email)

    assert answer["Location"] == "/sign-in/closed"
    assert client.get("/home")["Location"].startswith("/sign-in?")


def test_the_second_step_is_asked_for_and_nothing_is_open_before_it():
    priya, client = colleague(Role.PROVIDER), Client()

    first = enter(client, priya.email)
    before = client.get("/work")
    second = client.post("/sign-in/verify", {"code": fresh_code(priya)})

    assert (first["Location"], before["Location"], second["Location"]) == (
        "/sign-in/verify",
        "/sign-in?next=%2Fwork",
        "/home",
    )
    assert client.get("/work").content.decode() == str(priya.id)


def test_a_wrong_code_says_what_to_do_and_how_many_tries_are_left():
    priya, client = colleague(Role.PROVIDER), Client()
    enter(client, priya.email)

    answer = client.post("/sign-in/verify", {"code": "000000"})

    page = answer.content.decode()
    assert "This code is wrong, used or expired. Type the one your app shows now. 4 tries are left." in page


def test_a_code_is_not_accepted_twice():
    priya, first, second = colleague(Role.PROVIDER), Client(), Client()
    code = fresh_code(priya)
    enter(first, priya.email)
    enter(second, priya.email)

    accepted = first.post("/sign-in/verify", {"code": code})
    replayed = second.post("/sign-in/verify", {"code": code})

    assert (accepted.status_code, replayed.status_code) == (302, 200)
    assert "_auth_user_id" not in second.session


def test_the_code_that_set_the_app_up_does_not_sign_in():
    mira, client = patient(with_app=True), Client()
    enter(client, mira.email)

    answer = client.post("/sign-in/verify", {"code": current_code(mira.secret, now=timezone.now())})

    assert answer.status_code == 200
    assert client.post("/sign-in/verify", {"code": fresh_code(mira)})["Location"] == "/home"


def test_after_sign_in_one_is_back_on_the_page_that_asked_for_it():
    priya, client = colleague(Role.PROVIDER), Client()
    asked = client.get("/work?week=12")

    enter(client, priya.email, next_="/work?week=12")
    answer = client.post("/sign-in/verify", {"code": fresh_code(priya)})

    assert asked["Location"] == f"/sign-in?next={quote('/work?week=12', safe='')}"
    assert answer["Location"] == "/work?week=12"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_never_leads_to_another_site(elsewhere):
    mira = patient()

    assert enter(Client(), mira.email, next_="/me")["Location"] == "/me"
    assert enter(Client(), mira.email, next_=elsewhere)["Location"] == "/home"


def test_the_session_gets_a_new_key_at_sign_in():
    mira, client = patient(), Client()
    client.post("/forgot-password", {"email": "nobody@example.org"})
    before = session_hash(client)

    enter(client, mira.email)

    assert session_hash(client) != before
    assert not Session.objects.filter(key_hash=before).exists()


def test_sign_in_refuses_a_form_from_elsewhere():
    mira, client = patient(), Client(enforce_csrf_checks=True)

    assert enter(client, mira.email).status_code == 403


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites(settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = signed_in(patient())

    session, known = client.cookies["attune_session"], client.cookies["attune_known"]
    assert (session["httponly"], session["samesite"], session["secure"]) == (True, "Lax", True)
    assert session["max-age"] == ""
    assert (known["httponly"], known["samesite"], known["secure"]) == (True, "Lax", True)


def test_staff_without_a_second_factor_are_led_to_set_one_up():
    jo = colleague(Role.PROVIDER, with_app=False)
    client = signed_in(jo)

    assert client.get("/work")["Location"] == "/security/second-factor"
    assert client.get("/home")["Location"] == "/security/second-factor"
    assert client.get("/security/second-factor").status_code == 200


def test_somebody_in_two_practices_lands_in_the_first_one():
    jo = colleague(Role.PROVIDER)
    works_in(jo.id, a_practice("Harbor").id, Role.OWNER)

    assert signed_in(jo).get("/home")["Location"] == "/provider"
