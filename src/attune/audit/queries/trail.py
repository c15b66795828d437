"""Reading a trail's rows as the values the rules work on; inside the holder's scope."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, models

from attune.audit.models import AuditHead, AuditLeaf, PendingSeal, SealedHolder
from attune.audit.rules.encoding import EventRecord
from attune.audit.rules.heads import Batch, Leaf, SignedHead, TreeHead

EVENT_COLUMNS = (
    "encoding, holder_id, id, happened_at, written_in, actor_id, on_behalf_of, action, object_kind, object_id, "
    "patient_id, practice_shown, purpose, reason, outcome, request_id"
)
"""The columns of an event in the order of EventRecord."""

BATCH_ROWS = 5000

_SEALED_EVENTS = (
    "SELECT leaf.leaf_index, leaf.event_id, leaf.leaf_hash, event.* FROM audit_auditleaf leaf "  # noqa: S608
    f"LEFT JOIN (SELECT {EVENT_COLUMNS} FROM audit_auditevent WHERE holder_id = %(holder)s) event "
    "ON event.id = leaf.event_id WHERE leaf.holder_id = %(holder)s AND leaf.leaf_index >= %(first)s "
    "ORDER BY leaf.leaf_index LIMIT %(limit)s"
)
_UNSEALED_EVENTS = (
    f"SELECT {EVENT_COLUMNS} FROM audit_auditevent event WHERE holder_id = %(holder)s AND NOT EXISTS "  # noqa: S608
    "(SELECT 1 FROM audit_auditleaf leaf WHERE leaf.holder_id = %(holder)s AND leaf.event_id = event.id) "
    "ORDER BY written_in, id"
)


def signed_head(row: AuditHead) -> SignedHead:
    """Return a head's row as a value."""
    head = TreeHead(
        row.holder_id, row.tree_size, bytes(row.root), row.sealed_below, row.next_transaction, row.signed_at
    )
    return SignedHead(head, row.key_id, bytes(row.signature))


def heads() -> list[SignedHead]:
    """Return the heads of the scope's holder, the smallest tree first."""
    return [signed_head(row) for row in AuditHead.objects.order_by("tree_size")]


def batches_after(tree_size: int) -> Iterator[Batch]:
    """Yield what was sealed after a tree's size, one batch per head."""
    first = tree_size
    for row in AuditHead.objects.filter(tree_size__gt=tree_size).order_by("tree_size"):
        rows = AuditLeaf.objects.filter(leaf_index__gte=first, leaf_index__lt=row.tree_size).order_by("leaf_index")
        leaves = tuple(Leaf(leaf.event_id, bytes(leaf.leaf_hash)) for leaf in rows)
        yield Batch(signed_head(row), first, leaves)
        first = row.tree_size


def sealed_events(holder_id: UUID) -> Iterator[tuple[int, Leaf, EventRecord | None]]:
    """Yield the leaves by place, each with its event, or None where the event is gone."""
    first = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SEALED_EVENTS, {"holder": holder_id, "first": first, "limit": BATCH_ROWS})
            rows = cursor.fetchall()
        for row in rows:
            event = EventRecord(*row[3:]) if row[5] is not None else None
            yield row[0], Leaf(row[1], bytes(row[2])), event
        if len(rows) < BATCH_ROWS:
            return
        first = rows[-1][0] + 1


def unsealed_events(holder_id: UUID) -> list[EventRecord]:
    """Return the events no leaf stands for, in the order they will be sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED_EVENTS, {"holder": holder_id})
        return [EventRecord(*row) for row in cursor.fetchall()]


def pending_holders() -> list[UUID]:
    """Return the holders with events to seal, whose wait began first; needs no scope."""
    noted = PendingSeal.objects.values("holder_id").annotate(first=models.Min("written_in"))
    return [row["holder_id"] for row in noted.order_by("first", "holder_id")]


def known_holders() -> list[UUID]:
    """Return the holders whose trail was sealed or waits for it; needs no scope."""
    sealed = SealedHolder.objects.values_list("holder_id", flat=True)
    return sorted({*sealed, *pending_holders()})
