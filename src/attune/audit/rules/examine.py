"""Examining a trail: the database's rows against the leaves, the signed heads and the exported files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from uuid import UUID

from attune.audit.rules.encoding import EventRecord, encoded
from attune.audit.rules.findings import Finding, FindingKind
from attune.audit.rules.heads import Batch, Leaf, SignedHead
from attune.audit.rules.merkle import Frontier, leaf_hash, unpacked

BACKDATED_BY = timedelta(hours=1)
"""No statement waits so long between reaching the server and getting its transaction's number."""

SealedRow = tuple[int, Leaf, EventRecord | None]


@dataclass(frozen=True, slots=True)
class Trail:
    """All there is to know about one holder's trail. Leaves come by place, heads and sizes from small to large.

    ``read_batch`` gives an exported file's content, or None where it cannot be read; ``finished_below``
    is the number below which every transaction of this database has ended.
    """

    holder_id: UUID
    leaves: Iterator[SealedRow]
    unsealed: Sequence[EventRecord]
    heads: Sequence[SignedHead]
    last_frontier: bytes
    exported_sizes: Sequence[int]
    read_batch: Callable[[int], Batch | None]
    is_genuine: Callable[[SignedHead], bool]
    finished_below: int
    may_lack_export: int | None = None


def examine(trail: Trail) -> list[Finding]:
    """Return every difference, in the order of the places they concern."""
    examination = _Examination(trail)
    start = 0
    for size in sorted({head.head.tree_size for head in trail.heads} | set(trail.exported_sizes)):
        examination.stretch(start, size)
        start = size
    examination.beyond_the_last_head()
    examination.unsealed()
    return examination.findings


Rows = dict[int, tuple[Leaf, EventRecord | None]]


@dataclass(slots=True)
class _Examination:
    """The state of walking along a trail, one stretch between two heads at a time.

    ``sealed`` is the tree of what was sealed: the exported leaves where a file vouches for
    them, else the stored ones. Once a place is unknown, no root can be computed any more.
    """

    trail: Trail
    findings: list[Finding] = field(default_factory=list)
    sealed: Frontier = field(default_factory=Frontier)
    is_root_known: bool = True
    leafless: set[UUID] = field(default_factory=set)
    rows: Iterator[SealedRow] = field(init=False)
    heads: dict[int, SignedHead] = field(init=False)
    unsealed_ids: set[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = self.trail.leaves
        self.heads = {signed.head.tree_size: signed for signed in self.trail.heads}
        self.unsealed_ids = {event.id for event in self.trail.unsealed}

    def stretch(self, start: int, size: int) -> None:
        """Examine the places from ``start`` up to a head."""
        rows: Rows = {index: (leaf, event) for index, leaf, event in self._rows_below(size)}
        batch = self._batch_from(start, size)
        if batch is not None:
            self._against_export(start, batch.leaves, rows)
            self.sealed = self.sealed.grown([leaf.leaf_hash for leaf in batch.leaves])
        else:
            self._without_export(start, size, rows)
            self.sealed = self.sealed.grown([leaf.leaf_hash for leaf, _ in rows.values()])
        self._backdated(size, rows)
        self._head(size, batch)
        signed = self.heads.get(size)
        if batch is None and signed is not None and self.is_root_known and self.sealed.root() != signed.head.root:
            # One wrong root makes each that follows wrong: it is named once.
            self.is_root_known = False
            if not self._out_of_order(start, size, rows):
                self._found(FindingKind.ROOT_WRONG, size=size)

    def beyond_the_last_head(self) -> None:
        """Name each leaf that no head covers: leaves and their head are written together."""
        for index, leaf, _ in self.rows:
            self._found(FindingKind.LEAF_ADDED, leaf.event_id, index)

    def unsealed(self) -> None:
        """Name each event without a leaf that must have had one, by its transaction's number or its time."""
        last = self.trail.heads[-1].head if self.trail.heads else None
        if last is None:
            return
        # After a restore on another server the numbers begin anew and tell nothing.
        numbers_hold = last.sealed_below <= self.trail.finished_below
        for event in self.trail.unsealed:
            is_late = numbers_hold and event.written_in < last.sealed_below
            if event.id not in self.leafless and (is_late or self._is_backdated(event, last.tree_size)):
                self._found(FindingKind.EVENT_ADDED, event.id)

    def _rows_below(self, size: int) -> Iterator[SealedRow]:
        for row in self.rows:
            if row[0] >= size:
                self.rows = chain([row], self.rows)
                return
            yield row

    def _against_export(self, start: int, sealed: Sequence[Leaf], rows: Rows) -> None:
        """Compare place by place with what was exported."""
        standing = {leaf.event_id for leaf, _ in rows.values()}
        known, is_mislabeled = {leaf.event_id for leaf in sealed}, False
        for index, was in enumerate(sealed, start):
            leaf, event = rows.get(index, (None, None))
            if leaf is None or leaf.event_id != was.event_id:
                if event is not None and _is_what_was_sealed(event, was):
                    # The hash covers the id: what stands is right, and the file names it wrongly.
                    is_mislabeled = True
                    continue
                self.leafless.add(was.event_id)
                if was.event_id not in standing:
                    has_event = was.event_id in self.unsealed_ids
                    kind = FindingKind.LEAF_DELETED if has_event else FindingKind.EVENT_DELETED
                    self._found(kind, was.event_id, index)
                if leaf is not None:
                    kind = FindingKind.REORDERED if leaf.event_id in known else FindingKind.LEAF_ADDED
                    self._found(kind, leaf.event_id, index)
                continue
            if leaf.leaf_hash != was.leaf_hash:
                self._found(FindingKind.LEAF_CHANGED, leaf.event_id, index)
            self._event(was, event, index)
        if is_mislabeled:
            self._found(FindingKind.EXPORT_BROKEN, size=start + len(sealed))

    def _without_export(self, start: int, size: int, rows: Rows) -> None:
        """Compare with the stored leaves, which the head's root vouches for."""
        for index in range(start, size):
            if index not in rows:
                self.is_root_known = False
                self._found(FindingKind.LEAF_DELETED, None, index)
                continue
            leaf, event = rows[index]
            self._event(leaf, event, index)

    def _event(self, sealed: Leaf, event: EventRecord | None, index: int) -> None:
        if event is None:
            self._found(FindingKind.EVENT_DELETED, sealed.event_id, index)
        elif not _is_what_was_sealed(event, sealed):
            self._found(FindingKind.EVENT_CHANGED, sealed.event_id, index)

    def _head(self, size: int, batch: Batch | None) -> None:
        """Compare a head with its signature, with the file of it, with the tree it is to grow from."""
        signed, is_exported = self.heads.get(size), size in self.trail.exported_sizes
        if signed is None:
            self._found(FindingKind.HEAD_MISSING, size=size)
            return
        if not self.trail.is_genuine(signed):
            self._found(FindingKind.HEAD_UNSIGNED, size=size)
        is_last = signed is self.trail.heads[-1]
        was_another = batch is not None and batch.signed != signed
        if was_another or (is_last and not _vouches(self.trail.last_frontier, signed)):
            self._found(FindingKind.HEAD_CHANGED, size=size)
        if not is_exported and size != self.trail.may_lack_export:
            self._found(FindingKind.HEAD_NOT_EXPORTED, size=size)

    def _out_of_order(self, start: int, size: int, rows: Rows) -> bool:
        """Name what stands in another order than the sealer's: by transaction, then by id."""
        events = [event for index in range(start, size) if (event := rows[index][1]) is not None]
        in_order = sorted(events, key=lambda event: (event.written_in, event.id))
        pairs = enumerate(zip(events, in_order, strict=True), start)
        moved = [(index, event) for index, (event, due) in pairs if event != due]
        for index, event in moved:
            self._found(FindingKind.REORDERED, event.id, index)
        return bool(moved)

    def _batch_from(self, start: int, size: int) -> Batch | None:
        """Return the exported file of a stretch if its name, its signature and its root hold."""
        if size not in self.trail.exported_sizes:
            return None
        batch = self.trail.read_batch(size)
        if batch is None or not self._holds(batch, size):
            self._found(FindingKind.EXPORT_BROKEN, size=size)
            return None
        if batch.first_index == start:
            return batch
        # The file is whole, but the one before it is gone; its head is named here if that is gone as well.
        if batch.first_index not in self.heads and batch.first_index not in self.trail.exported_sizes:
            self._found(FindingKind.HEAD_MISSING, size=batch.first_index)
        return None

    def _holds(self, batch: Batch, size: int) -> bool:
        head = batch.signed.head
        is_whole = head.tree_size == size == batch.first_index + len(batch.leaves)
        if not (is_whole and head.holder_id == self.trail.holder_id and self.trail.is_genuine(batch.signed)):
            return False
        if batch.first_index != self.sealed.size or not self.is_root_known:
            return True
        return self.sealed.grown([leaf.leaf_hash for leaf in batch.leaves]).root() == head.root

    def _backdated(self, size: int, rows: Rows) -> None:
        own = self.heads.get(size)
        for index, (_, event) in rows.items():
            if event is None or own is None or event.written_in >= own.head.next_transaction:
                continue
            if self._is_backdated(event, index):
                self._found(FindingKind.EVENT_ADDED, event.id, index)

    def _is_backdated(self, event: EventRecord, index: int) -> bool:
        """Return whether an earlier head was signed long after the event's time and before its transaction began."""
        began_after = max(
            (
                signed.head.signed_at
                for signed in self.trail.heads
                if signed.head.tree_size <= index and signed.head.next_transaction <= event.written_in
            ),
            default=None,
        )
        return began_after is not None and event.happened_at < began_after - BACKDATED_BY

    def _found(
        self, kind: FindingKind, event_id: UUID | None = None, index: int | None = None, *, size: int | None = None
    ) -> None:
        self.findings.append(Finding(self.trail.holder_id, kind, event_id, index, size))


def _is_what_was_sealed(event: EventRecord, sealed: Leaf) -> bool:
    try:
        return leaf_hash(encoded(event)) == sealed.leaf_hash
    except (ValueError, OverflowError):
        return False


def _vouches(frontier: bytes, signed: SignedHead) -> bool:
    try:
        return unpacked(signed.head.tree_size, frontier).root() == signed.head.root
    except ValueError:
        return False
