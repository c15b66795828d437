"""``attune sandbox mail``."""

import json
import smtplib
from email.message import EmailMessage

import pytest

from attune.cli import main
from attune.sandboxes.mail import MailStore, latest_to
from attune.sandboxes.mail.server import running

RAW = b"From: a@attune.test\r\nTo: jo@example.org\r\nSubject: Hello\r\n\r\nOpen https://attune.test/x.\r\n"


@pytest.fixture
def store(monkeypatch, tmp_path) -> MailStore:
    monkeypatch.setattr("attune.sandboxes.mail.store.state_home", lambda: tmp_path)
    return MailStore()


def test_what_is_sent_is_kept_for_each_recipient(store):
    with running(store) as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.sendmail("a@attune.test", ["Jo@example.org", "mo@example.org"], RAW)

    assert [(mail.to, mail.subject) for mail in store.mails()] == [
        ("jo@example.org", "Hello"),
        ("mo@example.org", "Hello"),
    ]


def test_a_mail_whose_recipients_were_partly_refused_is_kept_for_the_others(store):
    with running(store) as port, smtplib.SMTP("127.0.0.1", port) as client:
        refused = client.sendmail("a@attune.test", ["jo@example.org", "bounce@example.org"], RAW)

    assert list(refused) == ["bounce@example.org"]
    assert [mail.to for mail in store.mails()] == ["jo@example.org"]


def test_the_newest_mail_to_an_address_is_found_with_its_links(store):
    store.add(RAW, sender="a@attune.test", to=["jo@example.org"])
    store.add(RAW.replace(b"/x", b"/y"), sender="a@attune.test", to=["jo@example.org"])
    store.add(RAW, sender="a@attune.test", to=["mo@example.org"])

    found = latest_to("Jo@example.org")

    assert found is not None
    assert found.links == ["https://attune.test/y"]
    assert latest_to("nobody@example.org") is None


def test_the_command_lists_by_address_one_object_a_line(store, capsys):
    store.add(RAW, sender="a@attune.test", to=["jo@example.org", "mo@example.org"])

    code = main(["sandbox", "mail", "list", "--to", "mo@example.org", "--json"])

    lines = capsys.readouterr().out.splitlines()
    assert (code, [json.loads(line)["to"] for line in lines]) == (0, ["mo@example.org"])


def test_the_command_shows_one_mail(store, capsys):
    store.add(RAW, sender="a@attune.test", to=["jo@example.org"])

    code = main(["sandbox", "mail", "show", "latest"])

    assert (code, capsys.readouterr().out) == (
        0,
        "To: jo@example.org\nFrom: a@attune.test\nSubject: Hello\n\nOpen https://attune.test/x.\n",
    )


def test_the_command_shows_a_file_that_came_with_a_mail(store, capsys):
    raw = EmailMessage()
    raw["Subject"] = "Hello"
    raw.set_content("Text.\n")
    raw.add_attachment("BEGIN:VCALENDAR\n", subtype="calendar", filename="appointment.ics")
    store.add(raw.as_bytes(), sender="a@attune.test", to=["jo@example.org"])

    code = main(["sandbox", "mail", "show", "latest"])

    assert code == 0
    assert capsys.readouterr().out.endswith("\n\nText.\n\nAttached: appointment.ics\n\nBEGIN:VCALENDAR\n")


def test_an_id_that_names_no_mail_is_refused(store, capsys):
    code = main(["sandbox", "mail", "show", "latest"])

    assert code == 2
    assert "No single mail has the id latest" in capsys.readouterr().err
