"""Verifying trails, holder by holder, as the app role and through the walls like everyone else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from attune.audit.errors import FileIsNoExport
from attune.audit.gateways.exports import ExportFolder, read_file
from attune.audit.gateways.signing import is_signed, public_keys
from attune.audit.models import AuditHead
from attune.audit.queries.trail import heads, known_holders, sealed_events, unsealed_events
from attune.audit.rules.examine import Trail, examine
from attune.audit.rules.findings import Finding
from attune.audit.rules.heads import Batch, SignedHead, signed_text
from attune.foundation.tenancy import Plane, scope

EXPORT_FOLLOWS_WITHIN = timedelta(minutes=5)
"""A head is exported right after its commit; one that is younger may still be on its way."""

_FINISHED_BELOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, clock_timestamp()"


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying one holder's trail found, how many events it sealed and how many wait for the sealer."""

    holder_id: UUID
    findings: tuple[Finding, ...]
    sealed: int
    unsealed: int


def verify_all(folder: ExportFolder, also: Iterable[UUID] = ()) -> list[Verification]:
    """Verify the trail of every holder the folder, the database or ``also`` knows; a scope for each."""
    known = sorted({*folder.holders(), *known_holders(), *also})
    return [verify(holder_id, folder) for holder_id in known]


def verify(holder_id: UUID, folder: ExportFolder) -> Verification:
    """Verify one holder's trail; the sealer waits meanwhile. Opens a scope."""
    public = public_keys()

    def is_genuine(signed: SignedHead) -> bool:
        key = public.get(signed.key_id)
        return key is not None and is_signed(signed_text(signed.head), signature=signed.signature, public_key=key)

    with scope(holder_id, plane=Plane.BUSINESS):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit seal {holder_id}"])
            cursor.execute(_FINISHED_BELOW)
            finished_below, now = cursor.fetchone()
        found, last = heads(), AuditHead.objects.order_by("-tree_size").first()
        waiting = unsealed_events(holder_id)
        trail = Trail(
            holder_id,
            leaves=sealed_events(holder_id),
            unsealed=waiting,
            heads=found,
            last_frontier=bytes(last.frontier) if last else b"",
            exported_sizes=folder.sizes(holder_id),
            read_batch=_reader(holder_id, folder),
            is_genuine=is_genuine,
            finished_below=finished_below,
            may_lack_export=last.tree_size if last and now - last.signed_at < EXPORT_FOLLOWS_WITHIN else None,
        )
        findings = tuple(examine(trail))
    return Verification(holder_id, findings, found[-1].head.tree_size if found else 0, len(waiting))


def _reader(holder_id: UUID, folder: ExportFolder) -> Callable[[int], Batch | None]:
    def read(tree_size: int) -> Batch | None:
        try:
            return read_file(folder.path(holder_id, tree_size))
        except FileIsNoExport:
            return None

    return read
