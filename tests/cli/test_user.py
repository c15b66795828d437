"""``attune user``."""

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator

from attune.audit.models import AuditEvent
from attune.cli import main
from attune.foundation.tenancy import Plane, scope
from attune.kernel.roles import Role
from tests.support.fake_email import FakeEmailGateway
from tests.support.people import colleague
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.usefixtures("committed_database"), pytest.mark.urls("tests.web.sign_in_urls")]

DECISION = ["--by", "Dana Whitfield, owner", "--why", "Met in person, showed her passport."]


def test_somebody_who_lost_everything_gets_in_with_the_password_and_sets_up_anew(monkeypatch, capsys):
    mailbox = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: mailbox)
    priya = colleague(Role.PROVIDER)
    before = signed_in(priya)

    code = main(["user", "recover", priya.email, *DECISION])

    assert (code, capsys.readouterr().out[:24]) == (0, "1 second factors removed")
    assert not Authenticator.objects.exists()
    assert before.get("/work")["Location"].startswith("/sign-in?")
    assert signed_in(_without_app(priya)).get("/work")["Location"] == "/security/second-factor"
    assert next(mail.subject for mail in mailbox.received_by(priya.email)) == "Your Attune sign-in was opened again"
    with scope(person_id=priya.id, plane=Plane.SELF):
        event = AuditEvent.objects.get(action="identity.second_factor.recovered")
    assert (event.actor_id, event.reason) == (
        None,
        "Dana Whitfield, owner: Met in person, showed her passport.",
    )


def _without_app(someone):
    return replace(someone, secret="")


def test_an_address_nobody_has_is_refused(capsys):
    code = main(["user", "recover", "nobody@example.org", *DECISION])

    assert (code, capsys.readouterr().err) == (2, "Nobody signs in with nobody@example.org.\n")


def test_a_recovery_without_a_reason_is_refused(capsys):
    priya = colleague(Role.PROVIDER)

    code = main(["user", "recover", priya.email, "--by", "Dana", "--why", " "])

    assert (code, capsys.readouterr().err[:15]) == (2, "Say who decided")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
