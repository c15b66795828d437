"""Every message that is declared: it renders, and nothing it tells gets into its subject."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.template import Engine

from attune.foundation.messages import Category, MessageKind, every_kind
from attune.notifications.errors import UnknownFact, WrongFields
from attune.notifications.facts import Fact, read, written
from attune.notifications.rendering import PACKAGE, Rendered, rendered

MOMENT = datetime(2027, 3, 8, 21, 5, tzinfo=UTC)
KINDS = every_kind()
NAMES = [kind.name for kind in KINDS]


def canaries(kind: MessageKind) -> dict[str, Fact]:
    return {
        name: MOMENT if of is datetime else f"https://canary.test/{name}" if name == "link" else f"canary-{name}"
        for name, of in kind.fields.items()
    }


def shown(kind: MessageKind, zone: str = "America/Denver") -> Rendered:
    return rendered(kind, canaries(kind), practice_name="Harbor & Sons", zone=zone, locale="en-us")


def test_there_are_messages():
    assert len(NAMES) >= 10


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_subject_names_the_brand_and_the_practice_and_nothing_else(kind):
    first = shown(kind).subject
    other = rendered(
        kind,
        {name: datetime(2031, 1, 1, tzinfo=UTC) if of is datetime else "else" for name, of in kind.fields.items()},
        practice_name="Harbor & Sons",
        zone="Asia/Tokyo",
        locale="en-us",
    ).subject

    assert first == other
    assert (first != "", "\n" in first, "canary" in first) == (True, False, False)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_text_and_html_tell_every_fact(kind):
    message = shown(kind)

    for name, value in canaries(kind).items():
        told = "2:05 PM MST" if isinstance(value, datetime) else value
        assert (name, told in message.text, told in message.html) == (name, True, True)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_the_html_fetches_nothing_and_is_well_formed(kind):
    class Reader(HTMLParser):
        """Collects what a mail program would fetch, and which elements stay open."""

        def __init__(self) -> None:
            super().__init__()
            self.fetched: list[str] = []
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.fetched += [tag] if tag in {"img", "script", "link", "iframe", "style"} else []
            self.fetched += [name for name, _ in attrs if name in {"src", "background"}]
            if tag not in {"meta", "br"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    reader = Reader()
    reader.feed(shown(kind).html)

    assert (reader.fetched, reader.open) == ([], [])


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_the_texts_have_the_products_voice(kind):
    text = shown(kind).text

    assert re.findall(r"(?i)\b(please|sorry|oops|successfully|simply)\b|!", text) == []


def test_a_name_with_markup_stays_text():
    kind = next(kind for kind in KINDS if kind.name == "identity.invitation")

    message = rendered(
        kind,
        {**canaries(kind), "inviter": "<b>Dana</b>"},
        practice_name="Harbor & Sons",
        zone="America/Denver",
        locale="en-us",
    )

    assert ("&lt;b&gt;Dana&lt;/b&gt;" in message.html, "<b>Dana</b>" in message.text) == (True, True)
    assert message.subject == "Harbor & Sons invites you to Attune"


def test_times_are_shown_in_the_readers_zone():
    kind = next(kind for kind in KINDS if kind.name == "identity.invitation")

    assert "Tuesday, March 9, 6:05 AM JST" in shown(kind, "Asia/Tokyo").text


def test_every_folder_of_texts_belongs_to_a_declared_message():
    folders = {str(path.parent.relative_to(PACKAGE)) for path in PACKAGE.glob("*/messages/*/subject.txt")}

    assert folders == {kind.folder for kind in KINDS}


def test_a_fact_the_kind_does_not_tell_is_refused_before_it_is_stored():
    kind = MessageKind("identity.sample", Category.SECURITY, {"link": str})

    for wrong in ({}, {"link": "x", "diagnosis": "F41.1"}, {"link": MOMENT}):
        with pytest.raises(WrongFields):
            written(kind, wrong)
    assert read(kind, written(kind, {"link": "x"})) == {"link": "x"}


def test_a_template_that_names_an_unknown_fact_fails(monkeypatch, tmp_path):
    from attune.notifications import rendering

    kind = MessageKind("identity.sample", Category.SECURITY, {})
    for name in ("subject.txt", "body.txt", "body.html"):
        path = tmp_path / kind.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{{ link }}")
    real = rendering._engine()
    engine = Engine(dirs=[str(tmp_path)], string_if_invalid=real.string_if_invalid)
    monkeypatch.setattr(rendering, "_engine", lambda: engine)

    with pytest.raises(UnknownFact, match="link"):
        shown(kind)
