"""Reading the text of an agreement, checking what it says, and filling in whom and what it is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from attune.agreements.errors import ContentsMissing, TextUnreadable
from attune.agreements.rules.kinds import REQUIRED_CONTENTS, AgreementKind

GAPS = frozenset({"platform", "practice", "member", "commission"})
"""What may be filled in: the parties, and the platform's share."""

SECTION = re.compile(r"^## (\d+)\. (.+)$")
_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of an agreement with its paragraphs."""

    number: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftText:
    """One version of an agreement. ``contents`` says which section says what is required."""

    kind: AgreementKind
    version: int
    title: str
    effective_on: date
    contents: Mapping[str, str]
    body: str

    @property
    def text_hash(self) -> str:
        """Return the SHA-256 of the body, in hexadecimal."""
        return hash_of(self.body)


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def read_text(kind: AgreementKind, version: int, told: str) -> DraftText:
    """Return the agreement that a file tells: ``title``, ``effective`` and ``contents`` above a line ``---``.

    Raises TextUnreadable or ContentsMissing.
    """
    head, line, body = told.partition("\n---\n")
    fields = dict(part.split(": ", 1) for part in head.splitlines() if ": " in part)
    if not line or not {"title", "effective", "contents"} <= fields.keys():
        raise TextUnreadable(kind, version)
    contents = dict(part.strip().split("=", 1) for part in fields["contents"].split(",") if "=" in part)
    effective_on = date.fromisoformat(fields["effective"])
    draft = DraftText(kind, version, fields["title"], effective_on, contents, body.strip() + "\n")
    require_contents(draft)
    return draft


def require_contents(draft: DraftText) -> None:
    """Refuse a text that does not say all its kind must say (ContentsMissing), or has an unknown gap (TextUnreadable).

    What is required stands in a section of its own number, with words in it.
    """
    written = {section.number for section in sections(draft.body) if any(section.paragraphs)}
    required = REQUIRED_CONTENTS[draft.kind]
    missing = tuple(content for content in required if draft.contents.get(content) not in written)
    if missing:
        raise ContentsMissing(draft.kind, missing)
    if set(_GAP.findall(draft.body)) - GAPS:
        raise TextUnreadable(draft.kind, draft.version)


def sections(body: str) -> tuple[Section, ...]:
    """Return a text's parts in order; what stands before the first heading is a part without number."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for block in body.split("\n\n"):
        lines = block.strip().splitlines()
        if lines and (heading := SECTION.match(lines[0])):
            found.append((heading[1], heading[2], []))
            lines = lines[1:]
        if lines:
            found[-1][2].append(" ".join(lines))
    return tuple(Section(number, heading, tuple(told)) for number, heading, told in found if heading or told)


def filled(body: str, values: Mapping[str, str]) -> str:
    """Return a text with its gaps filled. A value stands in one line, so that it makes no heading."""
    return _GAP.sub(lambda gap: " ".join(values[gap[1]].split()), body)


def percent(share_bps: int) -> str:
    """Return a share of basis points as a contract writes it: "15 %", "12.5 %"."""
    whole, rest = divmod(share_bps, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + " %"


def is_name_of(typed: str, name: str) -> bool:
    """Return whether somebody typed their own name; case and space do not matter."""
    return bool(typed.strip()) and " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()
