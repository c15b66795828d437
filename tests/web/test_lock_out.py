"""Too many wrong tries, and the way back."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from attune.foundation.authorization import Role
from tests.support.people import PASSWORD, colleague, patient
from tests.support.signing_in import fresh_code, last_code

pytestmark = [pytest.mark.usefixtures("committed_database", "mailbox"), pytest.mark.urls("tests.web.sign_in_urls")]


def enter(client: Client, email: str, password: str, address: str = "127.0.0.1"):
    return client.post("/sign-in", {"login": email, "password": password}, REMOTE_ADDR=address)


def lock(email: str) -> None:
    for _ in range(5):
        assert enter(Client(), email, "wrong").status_code == 200


def test_after_five_wrong_passwords_the_right_one_does_not_open_and_the_page_says_how_long():
    mira = patient()
    lock(mira.email)

    answer = enter(Client(), mira.email, PASSWORD, address="192.0.2.7")

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "You can try again in 15 minutes." in page
    assert 'href="/forgot-password"' in page
    assert 880 < int(answer.headers["Retry-After"]) <= 900


def test_an_address_nobody_has_is_locked_in_the_same_way():
    lock("nobody@example.org")

    assert enter(Client(), "nobody@example.org", "wrong").status_code == 429


def test_others_still_sign_in_while_one_is_locked():
    mira, jo = patient(), patient("jo@example.org")
    lock(mira.email)

    assert enter(Client(), jo.email, PASSWORD)["Location"] == "/home"


def test_the_lock_opens_by_itself_when_the_tries_are_old(monkeypatch):
    mira = patient()
    lock(mira.email)
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr("time.time", lambda: later)

    assert enter(Client(), mira.email, PASSWORD)["Location"] == "/home"


def test_a_new_password_by_mail_opens_the_lock(mailbox):
    mira, client = patient(), Client()
    lock(mira.email)

    client.post("/forgot-password", {"email": mira.email})
    client.post("/forgot-password/code", {"code": last_code(mailbox)})
    client.post("/forgot-password/new", {"password1": "another quiet room at dusk"})

    assert enter(Client(), mira.email, "another quiet room at dusk")["Location"] == "/home"


def test_right_passwords_do_not_count():
    mira = patient()

    for _ in range(7):
        assert enter(Client(), mira.email, PASSWORD)["Location"] == "/home"


def test_one_client_is_locked_out_of_all_accounts_after_thirty_wrong_tries():
    mira = patient()
    for number in range(30):
        enter(Client(), f"someone{number}@example.org", "wrong", address="192.0.2.7")

    assert enter(Client(), mira.email, PASSWORD, address="192.0.2.7").status_code == 429
    assert enter(Client(), mira.email, PASSWORD, address="192.0.2.8")["Location"] == "/home"


def test_what_a_client_says_of_its_address_is_not_believed():
    mira = patient()
    for number in range(30):
        Client().post(
            "/sign-in",
            {"login": f"someone{number}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )

    assert enter(Client(), mira.email, PASSWORD).status_code == 429


def test_wrong_codes_lock_the_second_step():
    priya, client = colleague(Role.PROVIDER), Client()
    enter(client, priya.email, PASSWORD)

    for _ in range(5):
        assert client.post("/sign-in/verify", {"code": "000000"}).status_code == 200
    answer = client.post("/sign-in/verify", {"code": fresh_code(priya)})

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_counters_name_nobody(owner):
    lock("mira@example.org")

    kept = owner.execute("SELECT encode(cache_key, 'escape') || value::text FROM foundation_cache").fetchall()

    assert len(kept) == 3
    assert [row for row in kept if "mira" in str(row) or "127.0.0.1" in str(row)] == []
    assert cache.get("anything") is None


def test_the_locked_persons_mail_says_so_once(mailbox):
    mira = patient()
    lock(mira.email)
    enter(Client(), mira.email, PASSWORD)
    lock("nobody@example.org")

    assert [(mail.to, mail.subject) for mail in mailbox.taken] == [
        (mira.email, "Sign-in to your Attune account is locked for now")
    ]
