"""Verifying every book: its seals, the heads the trail knows, its payments, and the platform's against practices'."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from attune.billing.queries.payments import PaymentFacts, payments_of_practice
from attune.billing.rules.states import RefundState
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.background.waiting import is_waiting
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.ledger.queries.book import EntryFacts, balances, entries, turnover
from attune.ledger.queries.verify import verify_book
from attune.ledger.rules.entry import CREDIT_KINDS, Account, AccountKind
from attune.practices.queries.registry import registered_practices
from attune.workflows.note_books import noted_heads

MIRROR: Final = "payouts.mirror_fees"
"""The job that enters a practice's fees in the platform's book. Its context is not in every edition."""


@dataclass(frozen=True, slots=True)
class BookFinding:
    """Something in a book that does not hold. ``number`` is the entry's place in it, None where an entry is missing."""

    holder_id: UUID
    kind: str
    key: str
    number: int | None = None

    def __str__(self) -> str:
        place = "" if self.number is None else f" entry {self.number}"
        return f"{self.holder_id}:{place} {self.kind} {self.key}".rstrip()


@dataclass(frozen=True, slots=True)
class BooksVerified:
    """How many books and entries there are, and what does not hold.

    ``on_their_way`` are practices whose latest fees the platform's book is still to get by a job that waits.
    """

    books: int
    entries: int
    findings: tuple[BookFinding, ...]
    on_their_way: tuple[UUID, ...]


def verify_books() -> BooksVerified:
    """Verify the platform's book and every practice's, one scope after another. For a command; opens scopes."""
    platform = system_actor(PLATFORM_ID)
    practices = [one.practice_id for one in registered_practices(platform)]
    findings: list[BookFinding] = []
    count = 0
    for holder_id in (PLATFORM_ID, *practices):
        with scope(holder_id, plane=Plane.BUSINESS):
            actor = system_actor(holder_id)
            verified = verify_book(actor, noted=noted_heads(actor))
            book = entries(actor)
            count += verified.entries
            keys = {one.number: one.key for one in book}
            findings += (
                BookFinding(holder_id, one.kind, keys.get(one.number, ""), one.number) for one in verified.findings
            )
            findings += _sums(actor, holder_id)
            if holder_id != PLATFORM_ID:
                findings += _unentered(actor, holder_id, book)
    differ = [found for practice_id in practices for found in _mirror(practice_id)]
    waiting = {one.holder_id for one in differ if is_waiting(MIRROR, one.holder_id)}
    findings += (one for one in differ if one.holder_id not in waiting)
    return BooksVerified(1 + len(practices), count, tuple(findings), tuple(sorted(waiting)))


def _sums(actor: Actor, holder_id: UUID) -> Iterator[BookFinding]:
    """What was debited and credited is the same, over all accounts of a book."""
    found = balances(actor)
    left = sum(-one.minor if kind in CREDIT_KINDS else one.minor for kind, one in found.items())
    if left:
        yield BookFinding(holder_id, "unbalanced", f"by {left}")


def _unentered(actor: Actor, practice_id: UUID, book: tuple[EntryFacts, ...]) -> Iterator[BookFinding]:
    """Each payment that succeeded has its entry, and each refund that was made."""
    entered = {one.key for one in book}
    for paid in payments_of_practice(actor):
        yield from (BookFinding(practice_id, "not entered", key) for key in _keys(paid) if key not in entered)


def _keys(paid: PaymentFacts) -> Iterator[str]:
    yield f"charge:{paid.payment_id}"
    yield from (f"refund:{one.refund_id}" for one in paid.refunds if one.state is RefundState.SUCCEEDED)


def _mirror(practice_id: UUID) -> Iterator[BookFinding]:
    """What the practice's book says the platform got is what the platform's book says it got from there."""
    with scope(practice_id, plane=Plane.BUSINESS):
        debits, credits_ = turnover(system_actor(practice_id), AccountKind.PLATFORM_FEE_PAYABLE)
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        account = Account(AccountKind.PLATFORM_FEE_RECEIVABLE, practice_id)
        ours = turnover(system_actor(PLATFORM_ID), account)
    if (debits, credits_) != ours:
        told = f"practice {debits.minor}, platform {ours[0].minor}"
        yield BookFinding(practice_id, "mirror differs", told)
