"""Making an account, proving the address, choosing a new password."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from attune.foundation.tenancy import Plane, scope
from attune.identity.models import Session, User
from attune.identity.rules.one_time_codes import current_code
from attune.worklist.models import Task
from tests.support.people import PASSWORD, patient
from tests.support.signing_in import last_code, signed_in

pytestmark = [pytest.mark.usefixtures("committed_database", "mailbox"), pytest.mark.urls("tests.web.sign_in_urls")]

ANSWERS = {"name": "Mira Okafor", "email": "Mira@Example.org", "password1": PASSWORD, "zone": "America/Boise"}


def test_somebody_makes_an_account_and_is_in_after_the_code(mailbox):
    client = Client()

    first = client.post("/sign-up", ANSWERS)
    second = client.post("/verify-email", {"code": last_code(mailbox)})

    user = User.objects.get()
    assert (first["Location"], second["Location"]) == ("/verify-email", "/security/second-factor")
    assert (user.email, user.name, user.zone) == ("mira@example.org", "Mira Okafor", "America/Boise")
    assert EmailAddress.objects.get().verified
    assert "Not now" in client.get("/security/second-factor").content.decode()
    assert client.get("/home")["Location"] == "/me"


def test_a_zone_that_does_not_exist_is_not_kept():
    Client().post("/sign-up", ANSWERS | {"zone": "Mars/Olympus"})

    assert User.objects.get().zone == "America/New_York"


def test_a_wrong_code_does_not_open_and_the_fourth_one_ends_the_try():
    client = Client()
    client.post("/sign-up", ANSWERS)

    answers = [client.post("/verify-email", {"code": "0000-0000"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 302]
    assert answers[3]["Location"] == "/sign-in"
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("password", ["eleven char", "administrator", "mira okafor!", "493028571034"])
def test_a_weak_password_is_refused(password):
    answer = Client().post("/sign-up", ANSWERS | {"password1": password})

    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_an_address_that_has_an_account_gets_the_same_page_and_another_mail(mailbox):
    patient("mira@example.org")
    known, unknown = Client(), Client()

    first = known.post("/sign-up", ANSWERS)
    second = unknown.post("/sign-up", ANSWERS | {"email": "new@example.org"})

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [
        client.get("/verify-email").content.decode().split("<main")[1].split("<form")[0] for client in (known, unknown)
    ]
    assert pages[0].replace("mira@example.org", "…") == pages[1].replace("new@example.org", "…")
    assert [message.subject for message in mailbox.taken] == [
        "You have a Attune account already",
        "Your code for Attune",
    ]
    assert User.objects.count() == 2


def test_a_new_password_is_chosen_with_a_code_and_ends_every_session(mailbox):
    mira, client = patient(), Client()
    elsewhere = signed_in(mira)

    client.post("/forgot-password", {"email": mira.email})
    client.post("/forgot-password/code", {"code": last_code(mailbox)})
    answer = client.post("/forgot-password/new", {"password1": "another quiet room at dusk"})

    assert answer["Location"] == "/forgot-password/done"
    assert not Session.objects.filter(user_id=mira.id).exists()
    assert elsewhere.get("/home")["Location"].startswith("/sign-in?")
    assert [message.subject for message in mailbox.taken][-1] == "Your Attune password was changed"
    assert Client().post("/sign-in", {"login": mira.email, "password": PASSWORD}).status_code == 200


def test_asking_for_a_new_password_does_not_tell_whether_there_is_an_account(mailbox):
    patient("mira@example.org")
    known, unknown = Client(), Client()

    first = known.post("/forgot-password", {"email": "mira@example.org"})
    second = unknown.post("/forgot-password", {"email": "nobody@example.org"})

    assert (first["Location"], second["Location"]) == ("/forgot-password/code", "/forgot-password/code")
    assert unknown.get("/forgot-password/code").status_code == 200
    assert [message.subject for message in mailbox.taken] == [
        "Choose a new Attune password",
        "No Attune account has this address",
    ]


def test_without_the_code_no_password_is_chosen():
    mira, client = patient(), Client()
    client.post("/forgot-password", {"email": mira.email})

    answer = client.post("/forgot-password/new", {"password1": "another quiet room at dusk"})

    assert answer["Location"] == "/forgot-password/code"
    assert User.objects.get().check_password(PASSWORD)


def test_a_second_factor_is_offered_as_a_task_until_there_is_one(mailbox):
    client = Client()
    client.post("/sign-up", ANSWERS)
    client.post("/verify-email", {"code": last_code(mailbox)})
    offered = _open_tasks()

    secret = client.get("/security/app").context["form"].secret
    client.post("/security/app", {"code": current_code(secret, now=datetime.now(UTC))})

    assert (offered, _open_tasks()) == (["identity.set_up_second_factor"], [])


def _open_tasks() -> list[str]:
    with scope(person_id=User.objects.get().id, plane=Plane.SELF):
        return list(Task.objects.filter(ended_at=None).values_list("kind", flat=True))
