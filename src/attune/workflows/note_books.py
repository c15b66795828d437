"""Noting the heads of books in the audit trail: a book's last entry is missed there when somebody takes it away."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from attune.audit.actions.record import record
from attune.audit.queries.notes import notes
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.ledger.queries.verify import head

NOTED: Final = "ledger.book.noted"
YOUNG: Final = timedelta(days=2)
"""Heads that are older were noted by an earlier round; so long, rounds may be missed."""


def note_book(actor: Actor) -> None:
    """Note the number and the seal of the last entry of the open scope's book, once. Safe to repeat."""
    found, since = head(actor), now() - YOUNG
    if found is None or found.posted_at < since:
        return
    told = found.seal.hex()
    # A note is younger than its entry.
    if any((one.object_id, one.told) == (str(found.number), told) for one in notes(actor, NOTED, since=since)):
        return
    record(actor, NOTED, object_kind="book", object_id=str(found.number), reason=told)


def note_book_of_payout(actor: Actor, _: UUID) -> None:
    """Note the book as each change of a payout leaves it. Follows payouts.payout.changed."""
    note_book(system_actor(current_scope("A book").practice_id, request_id=actor.request_id))


def noted_heads(actor: Actor) -> Mapping[int, bytes]:
    """Return every seal that was noted of the open scope's book, by its entry's number."""
    return {int(one.object_id): bytes.fromhex(one.told) for one in notes(actor, NOTED)}
