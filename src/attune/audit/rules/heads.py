"""A signed head: what a trail was when it was sealed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.rules.encoding import microseconds


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The size and root of a holder's tree, and which transactions it had seen the end of.

    Every transaction numbered below ``sealed_below`` had ended when the head was
    made, and none numbered ``next_transaction`` or above had begun.
    """

    holder_id: UUID
    tree_size: int
    root: bytes
    sealed_below: int
    next_transaction: int
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head with its Ed25519 signature and the name of the key that made it."""

    head: TreeHead
    key_id: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which event stands at a place of the tree, and its hash."""

    event_id: UUID
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one sealing exports: the signed head and the leaves added since the head before."""

    signed: SignedHead
    first_index: int
    leaves: tuple[Leaf, ...]


def signed_text(head: TreeHead) -> bytes:
    """Return the bytes a head's signature covers; every part has a fixed length."""
    return b"".join(
        (
            b"attune-audit-head/1\n",
            head.holder_id.bytes,
            head.tree_size.to_bytes(8, "big"),
            head.root,
            head.sealed_below.to_bytes(8, "big"),
            head.next_transaction.to_bytes(8, "big"),
            microseconds(head.signed_at).to_bytes(8, "big", signed=True),
        )
    )
