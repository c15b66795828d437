"""Posting: an entry is added to the open scope's book, once for each business fact."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.tenancy import current_scope
from attune.kernel.identifiers import new_id
from attune.ledger.errors import EntryDiffers
from attune.ledger.models import Entry, Posting
from attune.ledger.permissions import POST_ENTRY
from attune.ledger.queries.book import transfers_of_entry
from attune.ledger.rules.entry import EntryKind, Transfer, require_entry
from attune.ledger.rules.seal import FIRST, SealedEntry, seal


@transaction.atomic
def post(
    actor: Actor,
    *,
    key: str,
    kind: EntryKind,
    transfers: Sequence[Transfer],
    reference: UUID,
    due_on: date | None = None,
) -> UUID:
    """Add an entry to the scope's book and return its id; the same fact again is the same entry.

    Locks the book until the transaction ends: whatever else is locked, is locked before. Raises NotPermitted,
    NothingToPost, CurrenciesMixed, or EntryDiffers where the key stands for something else already.
    """
    authorize(actor, POST_ENTRY)
    currency = require_entry(transfers)
    opened = current_scope("A book")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"book {opened.holder_id}"])
    before = Entry.objects.filter(key=key).first()
    if before is not None:
        said = (before.kind, before.reference, before.due_on, transfers_of_entry(before.id))
        if said != (kind, reference, due_on, tuple(transfers)):
            raise EntryDiffers(key)
        return before.id
    last = Entry.objects.order_by("-number").only("number", "seal").first()
    entry = SealedEntry(
        holder_id=opened.holder_id,
        id=new_id(),
        number=last.number + 1 if last else 1,
        key=key,
        kind=kind,
        reference=reference,
        due_on=due_on,
        posted_at=now(),
        transfers=tuple(transfers),
    )
    _write(entry, seal(entry, before=bytes(last.seal) if last else FIRST), currency)
    return entry.id


def _write(entry: SealedEntry, sealed: bytes, currency: str) -> None:
    Entry.objects.create(
        id=entry.id,
        number=entry.number,
        key=entry.key,
        kind=entry.kind,
        reference=entry.reference,
        due_on=entry.due_on,
        posted_at=entry.posted_at,
        seal=sealed,
    )
    Posting.objects.bulk_create(
        Posting(
            entry_id=entry.id,
            place=place,
            debit_kind=one.debit.kind,
            debit_subject=one.debit.subject,
            credit_kind=one.credit.kind,
            credit_subject=one.credit.subject,
            amount_minor=one.amount.minor,
            currency=currency,
        )
        for place, one in enumerate(entry.transfers)
    )
