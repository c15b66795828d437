"""The list of one's own sessions, the notice of a new browser, the trail of sign-ins."""

import pytest
from django.test import Client

from attune.audit.models import AuditEvent
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import Session
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.roles import Role
from tests.support.people import PASSWORD, colleague, patient
from tests.support.signing_in import session_hash, signed_in

pytestmark = [
    pytest.mark.usefixtures("committed_database", "mailbox"),
    pytest.mark.urls("tests.web.sign_in_urls"),
]

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


def from_browser(someone, agent: str, address: str) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post("/sign-in", {"login": someone.email, "password": PASSWORD})
    return client


def test_the_list_shows_each_browser_and_which_one_this_is():
    mira = patient()
    from_browser(mira, PHONE, "198.51.100.4")
    here = from_browser(mira, FIREFOX, "192.0.2.7")
    signed_in(patient("jo@example.org"))

    listed = here.get("/security/sessions").context["sessions"]

    assert [(one.browser, one.address, one.is_this_one) for one in listed] == [
        ("Firefox on Windows", "192.0.2.7", True),
        ("Safari on iPhone", "198.51.100.4", False),
    ]


def test_a_browser_that_is_signed_out_is_out_at_its_next_request():
    mira = patient()
    phone, here = from_browser(mira, PHONE, "198.51.100.4"), from_browser(mira, FIREFOX, "192.0.2.7")
    reference = Session.objects.get(key_hash=session_hash(phone)).reference

    answer = here.post("/security/sessions/end", {"session": reference})

    assert answer["Location"] == "/security/sessions"
    assert phone.get("/home")["Location"].startswith("/sign-in?")
    assert here.get("/home")["Location"] == "/me"


def test_all_other_browsers_are_signed_out_at_once():
    mira = patient()
    phone, here = from_browser(mira, PHONE, "198.51.100.4"), from_browser(mira, FIREFOX, "192.0.2.7")

    here.post("/security/sessions/end-others")

    assert Session.objects.filter(user_id=mira.id).count() == 1
    assert phone.get("/home")["Location"].startswith("/sign-in?")
    assert here.get("/home")["Location"] == "/me"


def test_nobody_ends_the_session_of_somebody_else():
    jo, mira = patient("jo@example.org"), patient()
    theirs, client = signed_in(jo), signed_in(mira)
    reference = Session.objects.get(key_hash=session_hash(theirs)).reference

    client.post("/security/sessions/end", {"session": reference})

    assert theirs.get("/home")["Location"] == "/me"


def test_a_session_is_not_ended_by_following_a_link():
    client = signed_in(patient())

    assert client.get("/security/sessions/end-others").status_code == 405


def test_a_new_browser_is_told_by_mail_and_a_known_one_is_not(mailbox):
    mira = patient()
    first = from_browser(mira, FIREFOX, "192.0.2.7")
    assert mailbox.taken == []

    from_browser(mira, PHONE, "198.51.100.4")
    first.post("/sign-out")
    first.post("/sign-in", {"login": mira.email, "password": PASSWORD})

    assert [(mail.to, mail.subject) for mail in mailbox.taken] == [
        (mira.email, "Your Attune account was opened in a new browser")
    ]
    assert "with Safari on iPhone" in mailbox.taken[0].text


def test_a_cookie_of_somebody_else_does_not_make_a_browser_known(mailbox):
    jo, mira = patient("jo@example.org"), patient()
    signed_in(mira)
    client = signed_in(jo)
    client.post("/sign-out")
    client.cookies["attune_known"] = client.cookies["attune_known"].value[:-2]

    client.post("/sign-in", {"login": mira.email, "password": PASSWORD})

    assert [mail.to for mail in mailbox.taken] == [mira.email]


def test_sign_ins_stand_in_the_persons_trail_and_failed_ones_in_the_platforms():
    priya = colleague(Role.PROVIDER)
    Client().post("/sign-in", {"login": priya.email, "password": "wrong"})
    Client().post("/sign-in", {"login": "stranger@example.org", "password": "wrong"})
    signed_in(priya)

    with scope(person_id=priya.id, plane=Plane.SELF):
        own = list(AuditEvent.objects.filter(action="identity.sign_in").values_list("outcome", "reason"))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        failed = list(AuditEvent.objects.order_by("id").values_list("outcome", "reason", "object_kind", "object_id"))
    assert own == [("done", "password, totp")]
    assert [row[:3] for row in failed] == [("failed", "password", "person"), ("failed", "password", "address")]
    assert failed[0][3] == str(priya.id)
    assert "stranger" not in failed[1][3]
