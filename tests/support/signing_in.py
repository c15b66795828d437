"""Signing in through the pages, as a browser without scripts does."""

from datetime import UTC, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from attune.identity.queries.signed_in import key_hash
from attune.identity.rules.one_time_codes import current_code
from tests.support.fake_email import FakeEmailGateway
from tests.support.people import Someone


def signed_in(someone: Someone) -> Client:
    """Return a browser in which the person is signed in, with their second step if they have one."""
    client = Client()
    client.post("/sign-in", {"login": someone.email, "password": someone.password})
    if someone.secret:
        client.post("/sign-in/verify", {"code": fresh_code(someone)})
    assert "_auth_user_id" in client.session
    return client


def fresh_code(someone: Someone) -> str:
    """Return a code the person has not used, as if half a minute had passed since their last one."""
    forget_used_codes(someone)
    return current_code(someone.secret, now=datetime.now(UTC))


def forget_used_codes(someone: Someone) -> None:
    """Move the last accepted code into the past."""
    app = Authenticator.objects.get(user_id=someone.id, type=Authenticator.Type.TOTP)
    app.data["last_step"] -= 10
    app.save()


def last_code(mailbox: FakeEmailGateway) -> str:
    """Return the code of the newest mail."""
    return next(line for line in mailbox.taken[-1].text.splitlines() if len(line) == 9 and line[4] == "-")


def session_hash(client: Client) -> str:
    """Return the hash of the key in the browser's cookie."""
    return key_hash(client.cookies["attune_session"].value)


def shift_session(client: Client, *, seen: timedelta | None = None, started: timedelta | None = None) -> None:
    """Make the browser's session older than it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE identity_session SET last_seen_at = last_seen_at - make_interval(secs => %s), "
            "started_at = started_at - make_interval(secs => %s) WHERE key_hash = %s",
            [
                (seen or timedelta(0)).total_seconds(),
                (started or timedelta(0)).total_seconds(),
                session_hash(client),
            ],
        )
        assert cursor.rowcount == 1
