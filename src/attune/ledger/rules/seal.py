"""The seal of an entry: a hash over what it says and over the seal before it.

A chain of them vouches for a whole book: an entry or a posting that is changed, taken out or put in leaves a seal
that does not fit, and whoever kept a later seal elsewhere finds a chain that was made anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from attune.ledger.rules.entry import Account, Transfer

ENCODING = b"attune-ledger-entry/1\n"
FIRST = b"\x00" * 32
"""What stands before the first entry of a book."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry as it is sealed. ``number`` counts the book's entries from 1."""

    holder_id: UUID
    id: UUID
    number: int
    key: str
    kind: str
    reference: UUID
    due_on: date | None
    posted_at: datetime
    transfers: tuple[Transfer, ...]


class FindingKind(StrEnum):
    """How tampering shows."""

    CHANGED = "changed"
    """An entry or one of its postings is not what was sealed."""
    MISSING = "missing"
    """An entry is gone."""
    ADDED = "added"
    """An entry stands twice in one place."""
    REWRITTEN = "rewritten"
    """The chain is whole and is not the one that was noted elsewhere."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a book that is not as it was written; ``number`` is the entry's place."""

    kind: FindingKind
    number: int


def seal(entry: SealedEntry, *, before: bytes) -> bytes:
    """Return the seal of an entry that follows the one sealed with ``before``."""
    parts = [
        before,
        entry.holder_id.bytes,
        entry.id.bytes,
        entry.number.to_bytes(8, "big"),
        entry.key.encode(),
        entry.kind.encode(),
        entry.reference.bytes,
        None if entry.due_on is None else entry.due_on.isoformat().encode(),
        ((entry.posted_at - _EPOCH) // timedelta(microseconds=1)).to_bytes(8, "big", signed=True),
        len(entry.transfers).to_bytes(4, "big"),
    ]
    for one in entry.transfers:
        parts += [*_account(one.debit), *_account(one.credit)]
        parts += [one.amount.minor.to_bytes(8, "big"), one.amount.currency.encode()]
    return sha256(ENCODING + b"".join(_framed(part) for part in parts)).digest()


def examine(book: Iterable[tuple[SealedEntry, bytes]], noted: Mapping[int, bytes]) -> list[Finding]:
    """Return every difference in a book, whose entries come by number with their seals.

    ``noted`` are seals by number that were kept outside of the book.
    """
    findings: list[Finding] = []
    before, place = FIRST, 0
    for entry, sealed in book:
        if entry.number <= place:
            findings.append(Finding(FindingKind.ADDED, entry.number))
            continue
        findings += [Finding(FindingKind.MISSING, number) for number in range(place + 1, entry.number)]
        follows = entry.number == place + 1
        if follows and seal(entry, before=before) != sealed:
            findings.append(Finding(FindingKind.CHANGED, entry.number))
        elif noted.get(entry.number, sealed) != sealed:
            findings.append(Finding(FindingKind.REWRITTEN, entry.number))
        before, place = sealed, entry.number
    findings += [Finding(FindingKind.MISSING, number) for number in _beyond(place, sorted(noted))]
    return findings


def _beyond(place: int, noted: Sequence[int]) -> range:
    return range(place + 1, (noted[-1] if noted else place) + 1)


def _account(account: Account) -> tuple[bytes, bytes | None]:
    return account.kind.encode(), None if account.subject is None else account.subject.bytes


def _framed(part: bytes | None) -> bytes:
    return b"\x00" if part is None else b"\x01" + len(part).to_bytes(4, "big") + part
