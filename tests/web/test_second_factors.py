"""Setting second factors up, using and removing them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from attune.audit.models import AuditEvent
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.second_factors import add_passkey
from attune.identity.rules.one_time_codes import current_code
from attune.kernel.roles import Role
from tests.support.people import PASSWORD, colleague, patient
from tests.support.signing_in import fresh_code, shift_session, signed_in

pytestmark = [
    pytest.mark.usefixtures("committed_database", "mailbox"),
    pytest.mark.urls("tests.web.sign_in_urls"),
]

KINDS = Authenticator.Type


def enter(email: str) -> Client:
    client = Client()
    client.post("/sign-in", {"login": email, "password": PASSWORD})
    return client


def go_stale(client: Client) -> None:
    """Let the sign-in be no longer fresh."""
    shift_session(client, started=timedelta(minutes=6))


def trail(person_id) -> list[tuple[str, str]]:
    with scope(person_id=person_id, plane=Plane.SELF):
        return list(AuditEvent.objects.order_by("id").values_list("action", "outcome"))


def test_somebody_sets_an_app_up_and_gets_recovery_codes(mailbox):
    jo = colleague(Role.PROVIDER, with_app=False)
    client = signed_in(jo)
    page = client.get("/security/app")
    secret = page.context["form"].secret

    answer = client.post("/security/app", {"code": current_code(secret, now=datetime.now(UTC))})

    assert f'<code class="secret">{secret}</code>' in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert answer["Location"] == "/security/recovery-codes"
    codes = re.findall(r"<code>(\d{10})</code>", client.get("/security/recovery-codes").content.decode())
    assert len(set(codes)) == 10
    assert client.get("/work").status_code == 200
    assert [mail.subject for mail in mailbox.taken] == ["A sign-in method was added to your Attune account"]
    assert trail(jo.id)[-2:] == [
        ("identity.second_factor.added", "done"),
        ("identity.recovery_codes.made", "done"),
    ]


def test_a_first_factor_ends_what_a_password_alone_opened_elsewhere():
    mira = patient()
    here, elsewhere = signed_in(mira), signed_in(mira)
    before = elsewhere.get("/security").status_code
    secret = here.get("/security/app").context["form"].secret

    here.post("/security/app", {"code": current_code(secret, now=datetime.now(UTC))})

    assert (before, elsewhere.get("/security").status_code, here.get("/security").status_code) == (200, 302, 200)
    assert ("identity.session.others_ended", "done") in trail(mira.id)


def test_a_further_factor_ends_nothing():
    mira = patient(with_app=True)
    elsewhere = signed_in(mira)

    add_passkey(Actor(mira.id, None), name="Laptop", credential={"attestation_object": {}})

    assert elsewhere.get("/security").status_code == 200


def test_the_secret_is_not_stored_in_the_clear(owner):
    mira = patient(with_app=True)

    (stored,) = owner.execute("SELECT data::text FROM mfa_authenticator WHERE type = 'totp'").fetchone()

    assert mira.secret not in stored


def test_a_wrong_first_code_stores_nothing():
    client = signed_in(patient())
    secret = client.get("/security/app").context["form"].secret

    answer = client.post("/security/app", {"code": "000000"})

    assert answer.status_code == 200
    assert "This is not what the app shows now." in answer.content.decode()
    assert client.get("/security/app").context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_a_recovery_code_opens_once():
    mira = patient(with_app=True)
    codes = Authenticator.objects.get(type=KINDS.RECOVERY_CODES).wrap().get_unused_codes()

    first, second = enter(mira.email), enter(mira.email)
    opened = first.post("/sign-in/verify", {"code": codes[0]})
    again = second.post("/sign-in/verify", {"code": codes[0]})
    other = second.post("/sign-in/verify", {"code": f" {codes[1][:5]} {codes[1][5:]} "})

    assert (opened.status_code, again.status_code, other.status_code) == (302, 200, 302)


def test_staff_keep_their_only_second_factor():
    jo = colleague(Role.PROVIDER)
    client = signed_in(jo)

    answer = client.post("/security/app/remove")

    assert answer.status_code == 200
    assert "people who work in a practice keep one" in answer.content.decode()
    assert "Remove the app" not in client.get("/security").content.decode()
    assert Authenticator.objects.filter(type=KINDS.TOTP).count() == 1


def test_a_patient_removes_the_app_and_the_recovery_codes_go_too(mailbox):
    mira = patient(with_app=True)
    client = signed_in(mira)
    mailbox.taken.clear()

    answer = client.post("/security/app/remove")

    assert answer["Location"] == "/security"
    assert not Authenticator.objects.exists()
    assert [mail.subject for mail in mailbox.taken] == ["A sign-in method was removed from your Attune account"]
    assert trail(mira.id)[-1] == ("identity.second_factor.removed", "done")


def test_new_recovery_codes_make_the_old_ones_worthless():
    mira = patient(with_app=True)
    old = Authenticator.objects.get(type=KINDS.RECOVERY_CODES).wrap().get_unused_codes()
    client = signed_in(mira)

    assert client.post("/security/recovery-codes/new")["Location"] == "/security/recovery-codes"

    assert enter(mira.email).post("/sign-in/verify", {"code": old[0]}).status_code == 200
    new = Authenticator.objects.get(type=KINDS.RECOVERY_CODES).wrap().get_unused_codes()
    assert enter(mira.email).post("/sign-in/verify", {"code": new[0]}).status_code == 302


def test_the_codes_can_be_downloaded_as_text():
    client = signed_in(patient(with_app=True))

    answer = client.get("/security/recovery-codes/download")

    assert answer["Content-Type"] == "text/plain"
    assert len(re.findall(r"^\d{10}$", answer.content.decode(), re.MULTILINE)) == 10


@pytest.mark.parametrize(
    "address",
    ["/security/app", "/security/passkeys/add", "/security/recovery-codes/new", "/security/recovery-codes"],
)
def test_what_is_sensitive_asks_for_proof_once_the_sign_in_is_no_longer_fresh(address):
    mira = patient(with_app="recovery" in address)
    client = signed_in(mira)
    fresh = client.get(address)

    go_stale(client)
    stale = client.get(address)
    proved = client.post(f"/security/confirm?next={address}", {"password": PASSWORD})

    assert fresh.status_code == 200
    assert stale["Location"] == f"/security/confirm?next={address.replace('/', '%2F')}"
    assert proved["Location"] == address
    assert client.get(address).status_code == 200


def test_a_wrong_password_proves_nothing():
    client = signed_in(patient())
    go_stale(client)

    answer = client.post("/security/confirm?next=/security/app", {"password": "not the password"})

    assert answer.status_code == 200
    assert "This is not your password." in answer.content.decode()
    assert client.get("/security/app").status_code == 302


def test_an_app_proves_its_owner_too():
    mira = patient(with_app=True)
    client = signed_in(mira)
    go_stale(client)

    wrong = client.post("/security/confirm/code?next=/security/recovery-codes", {"code": "000000"})
    right = client.post("/security/confirm/code?next=/security/recovery-codes", {"code": fresh_code(mira)})

    assert (wrong.status_code, right["Location"]) == (200, "/security/recovery-codes")


def test_one_cannot_touch_the_passkey_of_somebody_else():
    jo, mira = patient("jo@example.org"), patient()
    key = Authenticator.objects.create(user_id=jo.id, type=KINDS.WEBAUTHN, data={"name": "Jo's", "credential": {}})
    client = signed_in(mira)

    for address in (f"/security/passkeys/{key.pk}/remove", f"/security/passkeys/{key.pk}/name"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Jo's"


def test_a_changed_address_counts_once_its_code_is_typed(mailbox):
    mira = patient()
    client = signed_in(mira)

    asked = client.post("/security/email", {"email": "mira@new.example", "action_add": "yes"})
    before = enter("mira@new.example").session.get("_auth_user_id")
    code = next(line for line in mailbox.taken[-1].text.splitlines() if len(line) == 9 and line[4] == "-")
    proved = client.post("/verify-email", {"code": code})

    assert (asked["Location"], before) == ("/verify-email", None)
    assert proved.status_code == 302
    assert enter("mira@new.example").session["_auth_user_id"] == str(mira.id)
    assert enter(mira.email).session.get("_auth_user_id") is None
    assert (mira.email, "The address of your Attune account was changed") in [
        (mail.to, mail.subject) for mail in mailbox.taken
    ]
