"""One contract for every e-mail gateway: the SMTP adapter before the sandbox, and the fake of the unit tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from attune.integrations.email.server import MailServer, Tls, mail_server
from attune.integrations.email.smtp import SmtpGateway
from attune.notifications.gateways import Accepted, Email, EmailGateway, Postponed, Refused
from attune.notifications.rules.attachment import Attachment
from attune.sandboxes.mail.server import running
from attune.sandboxes.mail.store import MailStore
from tests.support.fake_email import FakeEmailGateway

Seen = Callable[[str], list[tuple[str, str, str, str]]]
Files = Callable[[str], list[Attachment]]

MAIL = Email(
    message_id="<7f.h1@attune.test>",
    to="solveig@example.org",
    subject="Confirm your e-mail address — now",
    text="Open https://attune.test/a?b=c\n",
    html="<p>Open it</p>\n",
)


@pytest.fixture(params=["smtp", "fake"])
def gateway(request, tmp_path) -> Iterator[tuple[EmailGateway, Seen, Files]]:
    if request.param == "fake":
        fake = FakeEmailGateway()
        yield (
            fake,
            lambda to: [(mail.message_id, mail.subject, mail.text, mail.html) for mail in fake.received_by(to)],
            lambda to: [mail.attachment for mail in fake.received_by(to) if mail.attachment is not None],
        )
        return
    store = MailStore(tmp_path)
    with running(store, grey_seconds=0.05, size_max=1_000_000) as port:
        smtp = SmtpGateway(MailServer("127.0.0.1", port, Tls.NONE), sender="Attune <mail@attune.test>")

        def seen(to: str) -> list[tuple[str, str, str, str]]:
            opened = [store.opened(mail.id) for mail in store.mails(to=to)]
            return [(mail.listed.message_id, mail.listed.subject, mail.text, mail.html) for mail in opened]

        def files(to: str) -> list[Attachment]:
            opened = [store.opened(mail.id) for mail in store.mails(to=to)]
            return [
                Attachment(file.name, file.media_type, file.content, file.method)
                for mail in opened
                for file in mail.files
            ]

        yield smtp, seen, files


def test_a_mail_arrives_as_it_was_written(gateway):
    carrier, seen, _ = gateway

    result = carrier.send(MAIL)

    assert result == Accepted(MAIL.message_id)
    assert seen(MAIL.to) == [(MAIL.message_id, MAIL.subject, MAIL.text, MAIL.html)]


def test_a_file_arrives_with_its_mail_byte_for_byte(gateway):
    carrier, seen, files = gateway
    file = Attachment("appointment.ics", "text/calendar", "BEGIN:VCALENDAR\r\nX-É:1\r\nEND:VCALENDAR\r\n", "REQUEST")

    result = carrier.send(replace(MAIL, attachment=file))

    assert result == Accepted(MAIL.message_id)
    assert files(MAIL.to) == [file]
    assert seen(MAIL.to) == [(MAIL.message_id, MAIL.subject, MAIL.text, MAIL.html)]


def test_a_file_that_is_no_text_is_refused_before_it_reaches_the_server():
    carrier = SmtpGateway(MailServer("127.0.0.1", 1, Tls.NONE), sender="mail@attune.test")
    file = Attachment("session.mp4", "video/mp4", "")

    assert carrier.send(replace(MAIL, attachment=file)) == Refused("malformed", is_address_bad=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bounce", Refused("550 5.1.1", is_address_bad=True)),
        ("blocked", Refused("554 5.7.1", is_address_bad=False)),
        ("busy", Postponed("451 4.3.2")),
        ("full", Postponed("452 4.2.2")),
    ],
)
def test_an_answer_of_the_server_is_a_result(gateway, name, expected):
    carrier, seen, _ = gateway

    result = carrier.send(replace(MAIL, to=f"{name}@example.org"))

    assert (result, seen(f"{name}@example.org")) == (expected, [])


def test_a_mail_that_is_too_large_is_refused_and_its_address_is_not_blamed(gateway):
    carrier, _, _ = gateway

    result = carrier.send(replace(MAIL, text="a" * 70 + "\n" * 1_200_000))

    assert isinstance(result, Refused)
    assert (result.code[:3], result.is_address_bad) == ("552", False)


def test_a_greylisting_server_takes_the_mail_at_the_second_try(tmp_path):
    with running(MailStore(tmp_path), grey_seconds=0.0) as port:
        carrier = SmtpGateway(MailServer("127.0.0.1", port, Tls.NONE), sender="mail@attune.test")
        at_once = carrier.send(replace(MAIL, to="grey@example.org"))
    with running(MailStore(tmp_path), grey_seconds=0.05) as port:
        carrier = SmtpGateway(MailServer("127.0.0.1", port, Tls.NONE), sender="mail@attune.test")
        first = carrier.send(replace(MAIL, to="grey@example.org"))
        second = _until_taken(carrier)

    assert (at_once, first) == (Accepted(MAIL.message_id), Postponed("451 4.7.1"))
    assert second == Accepted(MAIL.message_id)


def _until_taken(carrier: EmailGateway) -> object:
    for _ in range(100):
        result = carrier.send(replace(MAIL, to="grey@example.org"))
        if isinstance(result, Accepted):
            return result
    return None


def test_no_server_is_no_reason_to_give_up():
    carrier = SmtpGateway(MailServer("127.0.0.1", 1, Tls.NONE), sender="mail@attune.test")

    assert carrier.send(MAIL) == Postponed("no answer: ConnectionRefusedError")


@pytest.mark.parametrize("address", ["", "no address", "a@b.test\nBcc: c@d.test", "a@b.test, c@d.test"])
def test_what_is_no_address_is_refused_before_it_reaches_the_server(address):
    carrier = SmtpGateway(MailServer("127.0.0.1", 1, Tls.NONE), sender="mail@attune.test")

    assert carrier.send(replace(MAIL, to=address)) == Refused("malformed", is_address_bad=True)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://u:p%40ss@mail.test", MailServer("mail.test", 587, Tls.STARTTLS, "u", "p@ss")),
        ("smtps://mail.test", MailServer("mail.test", 465, Tls.FROM_THE_START)),
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, Tls.NONE)),
        ("smtp://localhost:25?tls=starttls", MailServer("localhost", 25, Tls.STARTTLS)),
    ],
)
def test_a_url_names_the_server(url, server):
    assert mail_server(url) == server


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mail.test:587", "ATTUNE_SMTP_URL is no mail server"),
        ("smtp://mail.test?tls=none", "ATTUNE_SMTP_URL would send mail unencrypted to mail.test"),
        ("smtp://mail.test?tls=maybe", "ATTUNE_SMTP_URL asks for tls=maybe"),
    ],
)
def test_a_url_that_cannot_be_is_refused_by_the_variables_name(url, told):
    with pytest.raises(ImproperlyConfigured, match=told.replace("?", r"\?")):
        mail_server(url)


def test_a_password_is_not_shown():
    assert "secret" not in repr(mail_server("smtp://u:secret@mail.test"))
