"""What verifying a trail can find, each in a sentence that names the row."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class FindingKind(StrEnum):
    """The ways in which a trail differs from what was sealed."""

    EVENT_CHANGED = "event_changed"
    EVENT_DELETED = "event_deleted"
    EVENT_ADDED = "event_added"
    REORDERED = "reordered"
    LEAF_CHANGED = "leaf_changed"
    LEAF_DELETED = "leaf_deleted"
    LEAF_ADDED = "leaf_added"
    ROOT_WRONG = "root_wrong"
    HEAD_CHANGED = "head_changed"
    HEAD_MISSING = "head_missing"
    HEAD_UNSIGNED = "head_unsigned"
    HEAD_NOT_EXPORTED = "head_not_exported"
    EXPORT_BROKEN = "export_broken"


_SENTENCES = {
    FindingKind.EVENT_CHANGED: "event {event} at {index} was changed after it was sealed",
    FindingKind.EVENT_DELETED: "event {event} at {index} was deleted",
    FindingKind.EVENT_ADDED: "event {event} was added behind the back of the trail",
    FindingKind.REORDERED: "event {event} stands at {index}, where another one was sealed",
    FindingKind.LEAF_CHANGED: "the leaf of event {event} at {index} was changed",
    FindingKind.LEAF_DELETED: "the leaf of event {event} at {index} was deleted",
    FindingKind.LEAF_ADDED: "the leaf of event {event} at {index} belongs to no head",
    FindingKind.ROOT_WRONG: "the leaves do not make the root of the head at {size}",
    FindingKind.HEAD_CHANGED: "the head at {size} differs from the one exported",
    FindingKind.HEAD_MISSING: "the head at {size} was exported and is not in the database",
    FindingKind.HEAD_UNSIGNED: "the signature of the head at {size} does not hold",
    FindingKind.HEAD_NOT_EXPORTED: "the head at {size} is not in the export folder",
    FindingKind.EXPORT_BROKEN: "the exported file of the head at {size} does not hold",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: whose trail, what kind, and which event, place or head."""

    holder_id: UUID
    kind: FindingKind
    event_id: UUID | None = None
    index: int | None = None
    tree_size: int | None = None

    def __str__(self) -> str:
        event = self.event_id or "(not known)"
        told = _SENTENCES[self.kind].format(event=event, index=self.index, size=self.tree_size)
        return f"{self.holder_id}: {told}"
