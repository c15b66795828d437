"""Texts that people agree to: found by kind and state, in the version that is in force."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text. What was published stays as it is: a change is a new version."""

    kind: str
    version: str
    title: str
    paragraphs: tuple[str, ...]
    state: str = ""
    """Written for one state; empty serves all that have none of their own."""
    is_guardians: bool = False
    """In the words for who signs for a child."""

    @property
    def text_hash(self) -> str:
        """The SHA-256 of everything its reader saw."""
        told = "\n\n".join([self.kind, self.version, self.state, self.title, *self.paragraphs])
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Signature:
    """A text somebody agreed to, as it is looked up again."""

    kind: str
    text_hash: str


def text_in_force(texts: Iterable[ConsentText], *, kind: str, state: str, is_guardians: bool) -> ConsentText | None:
    """Return the newest text of a kind: the state's own if there is one, else the one for all."""
    fitting = [
        text for text in texts if text.kind == kind and text.is_guardians == is_guardians and text.state in {state, ""}
    ]
    own = [text for text in fitting if text.state] or fitting
    return max(own, key=lambda text: text.version, default=None)


def texts_wanted(
    texts: Iterable[ConsentText], *, kinds: Iterable[str], state: str, is_guardians: bool
) -> tuple[ConsentText, ...]:
    """Return the texts in force of the kinds, in their order. Each kind has one."""
    known = tuple(texts)
    found = [text_in_force(known, kind=kind, state=state, is_guardians=is_guardians) for kind in kinds]
    assert all(found), "each kind has a text for everybody"
    return tuple(text for text in found if text is not None)


def unsigned(wanted: Iterable[ConsentText], *, signed: Collection[Signature]) -> tuple[ConsentText, ...]:
    """Return the texts nobody agreed to yet in exactly these words."""
    return tuple(text for text in wanted if Signature(text.kind, text.text_hash) not in signed)
