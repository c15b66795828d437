"""Verifying a book: whether every entry is what was sealed, and none is gone or was put in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.ledger.models import Entry, Posting
from attune.ledger.permissions import READ_BOOK
from attune.ledger.queries.book import transfer_of
from attune.ledger.rules.entry import Transfer
from attune.ledger.rules.seal import Finding, SealedEntry, examine


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's number and seal: kept elsewhere, it vouches for everything up to it."""

    number: int
    seal: bytes
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class BookVerified:
    """How many entries a book has, and what is not as it was written."""

    entries: int
    findings: tuple[Finding, ...]


def head(actor: Actor) -> Head | None:
    """Return the seal of the scope's last entry, if there is one. Raises NotPermitted."""
    authorize(actor, READ_BOOK)
    last = Entry.objects.order_by("-number").first()
    return None if last is None else Head(last.number, bytes(last.seal), last.posted_at)


def verify_book(actor: Actor, *, noted: Mapping[int, bytes] | None = None) -> BookVerified:
    """Examine the open scope's book against its seals, and against heads that were kept elsewhere.

    Raises NotPermitted.
    """
    authorize(actor, READ_BOOK)
    moved: dict[UUID, tuple[Transfer, ...]] = defaultdict(tuple)
    for posting in Posting.objects.order_by("entry_id", "place").iterator():
        moved[posting.entry_id] += (transfer_of(posting),)
    rows = [
        (
            SealedEntry(
                row.holder_id,
                row.id,
                row.number,
                row.key,
                row.kind,
                row.reference,
                row.due_on,
                row.posted_at,
                moved[row.id],
            ),
            bytes(row.seal),
        )
        for row in Entry.objects.order_by("number")
    ]
    return BookVerified(len(rows), tuple(examine(rows, noted or {})))
