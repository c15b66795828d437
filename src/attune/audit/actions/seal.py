"""Sealing: finished events become leaves, and a signed head says what the tree is now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django.db import connection

from attune.audit.actions.export import export
from attune.audit.errors import TrailBroken
from attune.audit.gateways.exports import ExportFolder, export_folder
from attune.audit.gateways.signing import HeadSigner, head_signer, is_signed, public_keys
from attune.audit.models import AuditHead, AuditLeaf
from attune.audit.queries.trail import EVENT_COLUMNS, pending_holders, signed_head
from attune.audit.rules.encoding import EventRecord, encoded
from attune.audit.rules.heads import TreeHead, signed_text
from attune.audit.rules.merkle import Frontier, leaf_hash, unpacked
from attune.foundation.tenancy import Plane, scope

BATCH_EVENTS = 5000

# A transaction below the snapshot's xmin has ended, so none can still commit an event in
# front of what is sealed here. What the snapshot sees at or above its xmax was written
# elsewhere, before this database was restored from there, and has ended too. Both bounds
# come from the statement's own snapshot. The anti-join, not the bounds, decides that each
# event is sealed once; ``since`` only spares reading what earlier heads have covered.
_FINISHED = (
    "WITH seen AS MATERIALIZED (SELECT pg_snapshot_xmin(now_)::text::bigint AS below, "  # noqa: S608
    "pg_snapshot_xmax(now_)::text::bigint AS ahead FROM pg_current_snapshot() AS now_) "
    f"SELECT seen.below, seen.ahead, clock_timestamp(), found.* FROM seen LEFT JOIN LATERAL (SELECT {EVENT_COLUMNS} "
    "FROM audit_auditevent event WHERE event.holder_id = %(holder)s "
    "AND event.written_in >= CASE WHEN %(since)s <= seen.below THEN %(since)s ELSE 0 END "
    "AND (event.written_in < seen.below OR event.written_in >= seen.ahead) "
    "AND NOT EXISTS (SELECT 1 FROM audit_auditleaf leaf "
    "WHERE leaf.holder_id = %(holder)s AND leaf.event_id = event.id) "
    "ORDER BY event.written_in, event.id LIMIT %(limit)s) found ON true ORDER BY found.written_in, found.id"
)
_FORGET_PENDING = "DELETE FROM audit_pendingseal WHERE holder_id = %s AND (written_in < %s OR written_in >= %s)"
_KNOW_HOLDER = "INSERT INTO audit_sealedholder (holder_id) VALUES (%s) ON CONFLICT DO NOTHING"

log = structlog.get_logger("attune.audit")


@dataclass(frozen=True, slots=True)
class Sealing:
    """What one holder's sealing came to."""

    holder_id: UUID
    sealed: int
    tree_size: int
    exported: int
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class _Finished:
    events: list[EventRecord]
    below: int
    ahead: int
    at: datetime


def seal_all(folder: ExportFolder | None = None) -> list[Sealing]:
    """Seal every holder that has something to seal, one after another, each in scopes of its own.

    A holder whose last head does not hold is left alone and told as broken; the others go on.
    """
    chosen = folder or export_folder()
    signer = head_signer()
    done = []
    for holder_id in pending_holders():
        try:
            done.append(seal(holder_id, signer=signer, folder=chosen))
        except TrailBroken as broken:
            log.error("audit trail broken", holder_id=str(holder_id), count=broken.tree_size)
            done.append(Sealing(holder_id, 0, broken.tree_size, 0, is_broken=True))
    return done


def seal(holder_id: UUID, *, signer: HeadSigner, folder: ExportFolder) -> Sealing:
    """Seal one holder's finished events and export the heads that are not exported yet.

    Opens a scope per batch of 5,000 events. Raises TrailBroken.
    """
    total, size = 0, 0
    while True:
        # An id names a practice or a person; the trail's tables ask for the holder only.
        with scope(holder_id, plane=Plane.BUSINESS):
            count, size = _seal_batch(holder_id, signer)
        total += count
        if count < BATCH_EVENTS:
            break
    return Sealing(holder_id, total, size, export(holder_id, folder))


def _seal_batch(holder_id: UUID, signer: HeadSigner) -> tuple[int, int]:
    """Seal up to one batch and return how many events, and the tree's size after."""
    with connection.cursor() as cursor:
        # One sealer at a time; the statements that follow see what the one before committed.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit seal {holder_id}"])
    last = AuditHead.objects.order_by("-tree_size").first()
    frontier = _frontier(holder_id, last)
    found = _finished(holder_id, since=last.sealed_below if last else 0)
    if found.events:
        _append(holder_id, found, frontier, signer)
    if len(found.events) < BATCH_EVENTS:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET_PENDING, [holder_id, found.below, found.ahead])
    return len(found.events), frontier.size + len(found.events)


def _frontier(holder_id: UUID, last: AuditHead | None) -> Frontier:
    """Return the tree to grow. A head that was tampered with is nothing to build on."""
    if last is None:
        return Frontier()
    signed = signed_head(last)
    public = public_keys().get(last.key_id)
    try:
        frontier = unpacked(last.tree_size, bytes(last.frontier))
    except ValueError:
        raise TrailBroken(holder_id, last.tree_size) from None
    is_genuine = public is not None and is_signed(
        signed_text(signed.head), signature=signed.signature, public_key=public
    )
    if not is_genuine or frontier.root() != signed.head.root:
        raise TrailBroken(holder_id, last.tree_size)
    return frontier


def _finished(holder_id: UUID, *, since: int) -> _Finished:
    with connection.cursor() as cursor:
        cursor.execute(_FINISHED, {"holder": holder_id, "since": since, "limit": BATCH_EVENTS})
        rows = cursor.fetchall()
    below, ahead, at = rows[0][:3]
    events = [EventRecord(*row[3:]) for row in rows if row[3] is not None]
    if len(events) == BATCH_EVENTS:
        # More of the last transaction may follow in the next batch.
        below = min(below, events[-1].written_in)
    return _Finished(events, below, ahead, at)


def _append(holder_id: UUID, found: _Finished, frontier: Frontier, signer: HeadSigner) -> None:
    hashes = [leaf_hash(encoded(event)) for event in found.events]
    AuditLeaf.objects.bulk_create(
        [
            AuditLeaf(leaf_index=frontier.size + place, event_id=event.id, leaf_hash=one)
            for place, (event, one) in enumerate(zip(found.events, hashes, strict=True))
        ],
        batch_size=1000,
    )
    grown = frontier.grown(hashes)
    head = TreeHead(holder_id, grown.size, grown.root(), found.below, found.ahead, found.at)
    AuditHead.objects.create(
        tree_size=head.tree_size,
        root=head.root,
        frontier=grown.packed(),
        sealed_below=head.sealed_below,
        next_transaction=head.next_transaction,
        signed_at=head.signed_at,
        key_id=signer.key_id,
        signature=signer.sign(signed_text(head)),
    )
    if frontier.size == 0:
        with connection.cursor() as cursor:
            cursor.execute(_KNOW_HOLDER, [holder_id])
