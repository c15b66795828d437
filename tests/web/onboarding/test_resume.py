"""Going on later on another device, by a link one asked for."""

import re

import pytest
from django.core import signing
from django.test import Client

from attune.patients.rules.answers import Step
from attune.web.onboarding.visitor import COOKIE, SALT
from tests.support.people import patient
from tests.support.signing_in import signed_in
from tests.web.onboarding.asking import give, visitor_id

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


def link_in(mailbox) -> str:
    (link,) = re.findall(r"http://testserver(/start/resume/\S+)", mailbox.taken[-1].text)
    return str(link)


def test_the_link_leads_another_device_to_where_one_stopped(mailbox):
    phone, laptop = Client(), Client()
    give(phone, Step.CONCERNS)
    give(phone, Step.WHO)

    phone.post("/start/save", {"email": "mira@example.org"})
    looked = laptop.get(link_in(mailbox))
    before = COOKIE in laptop.cookies
    led = laptop.post(link_in(mailbox))

    assert (looked.status_code, before, led["Location"]) == (200, False, "/start")
    assert visitor_id(laptop) == visitor_id(phone)
    assert laptop.get("/start").context["on_url"] == "/start/where"


def test_the_mail_tells_nothing_but_the_link(mailbox):
    client = Client()
    give(client, Step.CONCERNS)

    client.post("/start/save", {"email": "mira@example.org"})

    mail = mailbox.taken[-1]
    assert mail.subject == "Go on where you stopped at Attune"
    assert [word in mail.text.lower() for word in ("anxiety", "sleep", "therap")] == [False] * 3


def test_an_address_with_an_account_gets_the_same_answer_and_the_same_mail(mailbox):
    patient("known@example.org")
    pages = []
    for address in ("known@example.org", "other@example.org"):
        client = Client()
        give(client, Step.CONCERNS)
        answer = client.post("/start/save", {"email": address})
        pages.append((answer.status_code, answer.content.decode().split("<main")[1].replace(address, "…")))

    assert pages[0] == pages[1]
    assert len({mail.subject for mail in mailbox.taken}) == 1


def test_no_link_opens_what_an_account_keeps(mailbox):
    client = signed_in(patient("known@example.org"))
    give(client, Step.CONCERNS)
    mailbox.taken.clear()

    answer = client.post("/start/save", {"email": "known@example.org"}, follow=True)

    assert answer.redirect_chain == [("/start", 302)]
    assert "sign in on the other device" in answer.content.decode()
    assert mailbox.taken == []


def test_a_browser_that_remembers_who_is_signed_in_takes_nothing_from_them():
    mira = patient("known@example.org")
    client = signed_in(mira)
    give(client, Step.CONCERNS)
    client.cookies[COOKIE] = signing.dumps(mira.id.hex, salt=SALT)

    page = client.get("/start")

    assert page.context["on_url"] == "/start/who"


def test_a_link_that_is_too_old_or_made_up_says_so(monkeypatch, mailbox):
    client = Client()
    give(client, Step.CONCERNS)
    client.post("/start/save", {"email": "mira@example.org"})
    monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)

    answers = [Client().get(link_in(mailbox)), Client().post("/start/resume/made-up")]

    assert [answer.status_code for answer in answers] == [410, 410]


def test_an_address_that_cannot_be_read_is_said(mailbox):
    client = Client()
    give(client, Step.CONCERNS)

    answer = client.post("/start/save", {"email": "mira at home"})

    assert (answer.status_code, mailbox.taken) == (422, [])


def test_nobody_is_flooded_with_links(mailbox):
    client = Client()
    give(client, Step.CONCERNS)

    answers = [client.post("/start/save", {"email": "mira@example.org"}) for _ in range(4)]

    assert ([one.status_code for one in answers], len(mailbox.taken)) == ([200, 200, 200, 429], 3)
    page, minutes = answers[3].content.decode(), -(-int(answers[3].headers["Retry-After"]) // 60)
    assert f"ask again in {minutes} minute" in page
    assert 'value="mira@example.org"' in page
