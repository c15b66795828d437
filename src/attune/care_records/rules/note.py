"""What a note is made of, how it is kept as one text, and what its seal says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from attune.care_records.errors import NoteEmpty, SectionTooLong, SectionUnknown

SECTION_CHARS_MAX: Final = 20_000
"""More than an hour's typing; what is longer belongs into a document."""


class NoteKind(StrEnum):
    """How a note is divided."""

    SOAP = "soap"
    FREE = "free"


SECTIONS: Final[Mapping[NoteKind, tuple[str, ...]]] = {
    NoteKind.SOAP: ("subjective", "objective", "assessment", "plan"),
    NoteKind.FREE: ("text",),
}
"""The sections of each kind, in the order they are written and read."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a note says: each section of its kind, in order, empty where nothing was written."""

    kind: NoteKind
    sections: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any(text.strip() for _, text in self.sections)

    def section(self, name: str) -> str:
        """Return one section's text."""
        return dict(self.sections)[name]


def body_of(kind: NoteKind, told: Mapping[str, str]) -> Body:
    """Return a body with every section of its kind. Raises SectionUnknown or SectionTooLong."""
    names = SECTIONS[kind]
    unknown = sorted(set(told) - set(names))
    if unknown:
        raise SectionUnknown(unknown[0])
    for name in names:
        length = len(told.get(name, ""))
        if length > SECTION_CHARS_MAX:
            raise SectionTooLong(name, length=length, most=SECTION_CHARS_MAX)
    return Body(kind, tuple((name, _even(told.get(name, ""))) for name in names))


def turned_into(body: Body, kind: NoteKind) -> Body:
    """Return the same words in another kind: nothing that was written is lost.

    Sections are joined into the free text, and a free text becomes the first section.
    """
    if kind is body.kind:
        return body
    written = [text for _, text in body.sections if text.strip()]
    return body_of(kind, {SECTIONS[kind][0]: "\n\n".join(written)})


def require_written(body: Body) -> None:
    """Let a body with a word in it pass. Raises NoteEmpty."""
    if body.is_empty:
        raise NoteEmpty


def kept(body: Body) -> str:
    """Return the body as the one text that is encrypted and stored."""
    return canonical({"kind": body.kind.value, "sections": [list(one) for one in body.sections]})


def read(text: str) -> Body:
    """Return the body a stored text holds; what else stands in it is the seal's."""
    told = json.loads(text)
    return Body(NoteKind(told["kind"]), tuple((name, words) for name, words in told["sections"]))


def sealed(body: Body, *, facts: Mapping[str, str], salt: str) -> str:
    """Return the one text that is signed: the body, what stands around it, and a salt.

    The salt is encrypted with the rest, so that the seal of a short note tells nothing of its words.
    """
    told = json.loads(kept(body))
    return canonical({**told, "facts": dict(sorted(facts.items())), "salt": salt})


def seal_of(text: str) -> str:
    """Return the SHA-256 of a signed text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> str:
    """Return a value as JSON that is the same whoever writes it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _even(text: str) -> str:
    """Return a text with line ends as forms and stored notes have them alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
